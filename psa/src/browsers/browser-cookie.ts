import { BROWSER_LIFETIME, readBrowserCookie } from '@lanyard/guard'
import { cookie, readCookie, type CookieConfig } from '../cookies.ts'

const NAME = 'browser'

/** By it an account that was logged in to with this browser knows it again; it opens nothing. */
export function browserCookie(where: CookieConfig, value: string): string {
  return cookie(where, NAME, value, BROWSER_LIFETIME / 1000)
}

/** Null where the browser has none that was made here. */
export function browserOf(where: CookieConfig, request: Request): string | null {
  return readBrowserCookie(readCookie(where, request, NAME) ?? undefined)
}
