import { browserId, newBrowserKey } from './browser-key.ts'
import { deleteBrowser, findBrowser, insertBrowser, own, trimBrowsers, updateBrowser } from './forms-store.ts'
import type { Forms, FormTables } from './tables.ts'

/** Who is, or was last, logged in with a browser. */
export interface Owner {
  readonly person: string
  /** The organization that they are in; empty where a person belongs to one alone. */
  readonly place: string
}

/** Milliseconds after a login for which the browser is still known as its person's. */
export const OWNER_LIFETIME = 36 * 3_600_000

/** Browsers of one person, as one that brings no key is a new one each time; the one that was used longest ago goes. */
export const MOST_BROWSERS = 20

/**
 * A person has logged in with this browser: what is sent from it after the session's end is theirs. A key that was made for
 * another person, planted by one, or made up goes, with every form under it, and the browser gets a new one; so no form
 * passes from one person to the next.
 *
 * @returns the key that the browser has to hold from now on
 */
export async function rememberPerson<Schema extends FormTables>(
  { db, now }: Forms<Schema>,
  { key, person, place }: Owner & { readonly key: string | null },
): Promise<string> {
  const expires_at = now() + OWNER_LIFETIME
  if (key !== null) {
    if (await updateBrowser(own(db), { id: browserId(key), person, place, expires_at }, now())) return key
    await deleteBrowser(own(db), browserId(key))
  }
  const fresh = newBrowserKey()
  const others = await insertBrowser(own(db), { id: browserId(fresh), person, place, expires_at })
  if (others >= MOST_BROWSERS) await trimBrowsers(own(db), { person, most: MOST_BROWSERS, spared: browserId(fresh) })
  return fresh
}

/** The person who logged in last with this browser, and did not log out; null where no one is known. */
export async function findOwner<Schema extends FormTables>(
  { db, now }: Forms<Schema>,
  key: string | null,
): Promise<Owner | null> {
  return key === null ? null : findBrowser(own(db), browserId(key), now())
}

/** The person logs out: nothing of theirs stays for the next one who uses the browser. */
export async function forgetOwner<Schema extends FormTables>(
  { db }: Pick<Forms<Schema>, 'db'>,
  key: string | null,
): Promise<void> {
  if (key !== null) await deleteBrowser(own(db), browserId(key))
}
