import * as guard from '@lanyard/guard'
import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'

type Host = Pick<Psa, 'db' | 'now'>

/** Where a request comes from. */
export interface Origin {
  /** The place in the network that limits count by. */
  readonly source: string
  /** Value of the browser's cookie, by which an account may know it; null without one. */
  readonly browser?: string | null
}

function browsersOf({ db, now }: Host) {
  return { db, now, table: guard.GUARD_TABLES.browsers }
}

/** Where a try at a user's password is counted: at the browser, where the user is known to log in with it (T34). */
export function sourceOfTry(psa: Host, user: UserId | null, { source, browser = null }: Origin): Promise<string> {
  return guard.sourceOfTry(browsersOf(psa), { account: user, browser, place: source })
}

/**
 * The user logged in with this browser, in the caller's transaction.
 *
 * @returns what the browser's cookie has to hold from now on
 */
export async function rememberBrowser(psa: Host, user: UserId, { browser = null }: Origin): Promise<string> {
  // What the browser says of itself is of no use here, so it is not kept.
  const remembered = await guard.rememberBrowser(browsersOf(psa), { account: user, browser, userAgent: '' })
  return remembered.browser
}

/** Forgets browsers without a login for a year. */
export async function forgetOldBrowsers(psa: Host, signal?: AbortSignal): Promise<void> {
  await guard.pruneBrowsers(browsersOf(psa), signal)
}

/** No browser is known to the user any more, in the caller's transaction. */
export async function forgetBrowsers(psa: Host, user: UserId): Promise<void> {
  await guard.forgetBrowsers(browsersOf(psa), user)
}
