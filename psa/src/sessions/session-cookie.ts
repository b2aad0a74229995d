import { cookie, findGiven, readCookie, type Where } from '../cookies.ts'
import { SESSION_LIFETIME } from './session.ts'

const NAME = 'session'

export function sessionCookie(where: Where, value: string): string {
  return cookie(where, NAME, value, SESSION_LIFETIME)
}

/** Makes the browser forget its session. */
export function endedSessionCookie(where: Where): string {
  return cookie(where, NAME, '', 0)
}

export function readSessionCookie(where: Where, request: Request): string | null {
  return readCookie(where, request, NAME)
}

/** What an answer does to the browser's session: begins one, ends it (empty), or neither (null). */
export function findBegunSession(where: Where, answer: Response): string | null {
  return findGiven(where, answer, NAME)
}
