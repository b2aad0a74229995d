import { createHash, randomBytes } from 'node:crypto'
import { deleteRows, inTransaction } from '@lanyard/storage'
import { type Kysely, sql } from 'kysely'
import { knownBrowser } from '../limits/limits.ts'

const DAY = 86_400_000

/** Milliseconds without a login after which a browser is unknown to an account again. */
export const BROWSER_LIFETIME = 365 * DAY

/** How often being seen is written down, in milliseconds. */
const SEEN_EVERY = DAY

/** Where known browsers stand. */
export interface Browsers<Schema> {
  readonly db: Kysely<Schema>
  /** A table of the columns `id_hash`, `account`, `user_agent`, `first_seen_at` and `last_seen_at`. */
  readonly table: string
  readonly now: () => number
}

/** The value of a browser's cookie, as {@link rememberBrowser} made it; null for anything else. */
export function readBrowserCookie(value: string | null | undefined): string | null {
  return value !== null && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null
}

/**
 * Where a try at an account's secret is counted: at the browser, where the account knows it, so that no stranger can use
 * up its owner's tries (T34); else at the place. A cookie that is forged, or another account's, is none. An unknown account
 * takes the same look.
 *
 * @param attempt.browser value of the browser's cookie
 * @param attempt.place the place in the network that the try comes from
 */
export async function sourceOfTry<Schema>(
  browsers: Browsers<Schema>,
  attempt: { readonly account: string | null; readonly browser: string | null; readonly place: string },
): Promise<string> {
  const { account, browser, place } = attempt
  if (browser === null) return place
  return (await findLastSeen(browsers, account ?? '', browser)) === null ? place : knownBrowser(hashOf(browser))
}

export interface RememberedBrowser {
  /** What the browser's cookie has to hold from now on. */
  readonly browser: string
  /** The account was not logged in to with it before. */
  readonly isNew: boolean
  /** Nor with any other one. */
  readonly isFirst: boolean
}

/**
 * After a login, the account knows the browser.
 *
 * A browser that the account does not know gets a new value, whatever it came with: a value that an attacker planted in it
 * becomes known to no other person's account (T39). Other accounts that know the browser know it under the new one.
 */
export async function rememberBrowser<Schema>(
  browsers: Browsers<Schema>,
  { account, browser, userAgent }: { account: string; browser: string | null; userAgent: string },
): Promise<RememberedBrowser> {
  return inTransaction(browsers, async (browsers) => {
    const { db, now } = browsers
    const [table, at] = [sql.table(browsers.table), now()]
    const lastSeenAt = browser === null ? null : await findLastSeen(browsers, account, browser)
    if (browser !== null && lastSeenAt !== null) {
      if (at - lastSeenAt >= SEEN_EVERY) {
        await sql`
          update ${table} set user_agent = ${userAgent}, last_seen_at = ${at}
          where id_hash = ${hashOf(browser)} and account = ${account}`.execute(db)
      }
      return { browser, isNew: false, isFirst: false }
    }
    const value = randomBytes(32).toString('base64url')
    if (browser !== null) {
      await sql`
        update ${table} set id_hash = ${hashOf(value)}
        where id_hash = ${hashOf(browser)} and account <> ${account}`.execute(db)
    }
    const { rows } = await sql<{ readonly others: number }>`
      insert into ${table} (id_hash, account, user_agent, first_seen_at, last_seen_at)
      values (${hashOf(value)}, ${account}, ${userAgent}, ${at}, ${at})
      returning (
        select count(*) from ${table} as other where other.account = ${account} and other.id_hash <> ${hashOf(value)}
      ) as others`.execute(db)
    return { browser: value, isNew: true, isFirst: rows[0]?.others === 0 }
  })
}

async function findLastSeen<Schema>(
  { db, table, now }: Browsers<Schema>,
  account: string,
  browser: string,
): Promise<number | null> {
  const { rows } = await sql<{ readonly last_seen_at: number }>`
    select last_seen_at from ${sql.table(table)}
    where id_hash = ${hashOf(browser)} and account = ${account}
      and last_seen_at > ${now() - BROWSER_LIFETIME}`.execute(db)
  return rows[0]?.last_seen_at ?? null
}

/** No browser is known to the account any more. */
export async function forgetBrowsers<Schema>(
  { db, table }: Pick<Browsers<Schema>, 'db' | 'table'>,
  account: string,
): Promise<void> {
  await sql`delete from ${sql.table(table)} where account = ${account}`.execute(db)
}

/**
 * Forgets browsers without a login to the account for a year. The newest one of each account stays, so that
 * a login after years is still told of as one from a new browser, and not taken for the first.
 */
export async function pruneBrowsers<Schema>({ db, table, now }: Browsers<Schema>, signal?: AbortSignal): Promise<void> {
  const before = now() - BROWSER_LIFETIME
  const isOld = () => sql<boolean>`last_seen_at <= ${before} and exists (
      select 1 from ${sql.table(table)} as newer
      where newer.account = ${sql.ref(`${table}.account`)} and newer.last_seen_at > ${sql.ref(`${table}.last_seen_at`)}
    )`
  // One name for types, whichever table it is.
  const browsers = db as unknown as Kysely<{ browsers: { id_hash: string; account: string } }>
  await deleteRows(browsers, { from: table as 'browsers', key: ['id_hash', 'account'], where: isOld }, signal)
}

/** A value of 256 random bits needs no salt. */
function hashOf(browser: string): string {
  return createHash('sha256').update(browser).digest('base64url')
}
