import { cookie, findSetCookie, readCookie, type CookieConfig } from '../cookies.ts'
import { SESSION_LIFETIME } from './session.ts'

const NAME = 'session'

export function sessionCookie(where: CookieConfig, value: string): string {
  return cookie(where, NAME, value, SESSION_LIFETIME)
}

/** Makes the browser forget its session. */
export function endedSessionCookie(where: CookieConfig): string {
  return cookie(where, NAME, '', 0)
}

export function readSessionCookie(where: CookieConfig, request: Request): string | null {
  return readCookie(where, request, NAME)
}

/** What an answer does to the browser's session: begins one, ends it (empty), or neither (null). */
export function findBegunSession(where: CookieConfig, answer: Response): string | null {
  return findSetCookie(where, answer, NAME)
}
