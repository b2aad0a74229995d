import { createHash } from 'node:crypto'
import { inTransaction } from '@lanyard/storage'
import type { Kysely } from 'kysely'
import { HOUR, MINUTE, SECOND } from '../clock.ts'
import type { Instant } from '../clock.ts'
import type { Short } from '../db/schema.ts'
import type { Hub } from '../hub.ts'
import { Refusal } from '../refusal.ts'

/** What is counted together: how many tries pass at once, and the longest wait after more of them. */
interface Limit {
  readonly key: string
  readonly free: number
  readonly longest: number
}

export interface Limits {
  /** One account, tried from one place, or with one browser that the account knows. */
  readonly own: Limit
  /** What is shared with strangers; nothing of it holds up a browser that the account knows. */
  readonly shared: null | {
    /** One account, from everywhere. */
    readonly account: Limit
    /** One place, at any account. */
    readonly source: Limit
  }
}

/** What is counted: tries at a secret, or links to set a new password that were asked for. */
export type Counted = 'password' | 'code' | 'reset'

const DEVICE = 'device:'

/** A source that is no place but a browser, by the hash of its cookie, which the account in question knows. */
export function knownDevice(hash: string): string {
  return `${DEVICE}${hash}`
}

/** After this long without a try a counter begins anew. */
const MEMORY = HOUR

/**
 * Limits of one secret of one account.
 *
 * Who guesses from one place waits longer and longer, up to a quarter of an hour. All places together slow each other
 * down by a minute at most, and a browser that the account knows counts by itself, so that an attacker cannot lock the
 * owner out (T34). Keys are hashed: a password typed into the wrong box stays out of the table.
 *
 * @param source where the try comes from: a place, or {@link knownDevice}
 */
export function limitsFor(counted: Counted, account: string, source: string): Limits {
  const own = { key: keyOf(counted, account, source), free: 5, longest: 15 * MINUTE }
  if (source.startsWith(DEVICE)) return { own, shared: null }
  return {
    own,
    shared: {
      account: { key: keyOf(counted, account), free: 50, longest: MINUTE },
      source: { key: keyOf(counted, '', source), free: 100, longest: 15 * MINUTE },
    },
  }
}

function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/**
 * Takes a try from every limit before the secret is looked at, so that guesses sent at once count one by one. While a
 * limit has its wait running, nothing is counted and nothing may be looked at.
 *
 * @throws {Refusal} `too_many_attempts` with `seconds`
 */
export async function takeTry(hub: Pick<Hub, 'short' | 'now'>, limits: Limits): Promise<void> {
  const now = hub.now()
  await inTransaction({ db: hub.short }, async ({ db }) => {
    await count(db, limits.own, now)
    if (limits.shared === null) return
    await count(db, limits.shared.account, now)
    await count(db, limits.shared.source, now)
  })
}

async function count(db: Kysely<Short>, { key, free, longest }: Limit, now: Instant): Promise<void> {
  // One statement that makes the row or locks it: whoever is forgiven at this moment may be deleting it.
  const row = await db
    .insertInto('tries')
    .values({ key, count: 0, last_at: now, blocked_until: 0 })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
    .returningAll()
    .executeTakeFirstOrThrow()
  if (row.blocked_until > now) {
    throw new Refusal('too_many_attempts', { seconds: Math.ceil((row.blocked_until - now) / SECOND) })
  }
  const tries = (now - row.last_at > MEMORY ? 0 : row.count) + 1
  const wait = tries < free ? 0 : Math.min(longest, 2 ** Math.min(tries - free, 20) * SECOND)
  await db
    .updateTable('tries')
    .set({ count: tries, last_at: now, blocked_until: wait === 0 ? 0 : now + wait })
    .where('key', '=', key)
    .execute()
}

/** The secret was right: its account starts anew; a source gets this one try back, so that it cannot reset itself. */
export async function forgiveTries(hub: Pick<Hub, 'short'>, { own, shared }: Limits): Promise<void> {
  await inTransaction({ db: hub.short }, async ({ db }) => {
    await db.deleteFrom('tries').where('key', '=', own.key).execute()
    if (shared === null) return
    await db.deleteFrom('tries').where('key', '=', shared.account.key).execute()
    await db
      .updateTable('tries')
      .set((expression) => ({ count: expression('count', '-', 1), blocked_until: 0 }))
      .where('key', '=', shared.source.key)
      .where('count', '>', 0)
      .execute()
  })
}

/** Takes counters out that nobody has touched for a while. */
export async function pruneTries(hub: Pick<Hub, 'short' | 'now'>): Promise<void> {
  await hub.short
    .deleteFrom('tries')
    .where('last_at', '<', hub.now() - MEMORY)
    .execute()
}
