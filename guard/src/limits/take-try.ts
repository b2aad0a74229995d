import { deleteRows, inTransaction } from '@lanyard/storage'
import { type Kysely, sql } from 'kysely'
import { accountKey, type Counted, type Limit, type Limits, waitAfter } from './limits.ts'

/** Where tries are counted, and the instant of a try in milliseconds. */
export interface Counters<Schema> {
  readonly db: Kysely<Schema>
  /** A table of the columns `key`, `count`, `last_at` and `blocked_until`. */
  readonly table: string
  readonly now: () => number
}

/** After this long without a try a counter begins again, in milliseconds. */
const MEMORY = 3_600_000

/** What clocks of two nodes may differ by, in milliseconds. */
const CLOCKS = 60_000

/** A limit has its wait running. Thrown, so that nothing is counted at the other limits either. */
class Blocked extends Error {
  readonly until: number

  constructor(until: number) {
    super('blocked')
    this.until = until
  }
}

/**
 * Takes a try from every limit before the secret is looked at, so that guesses sent at once count one by one. While a
 * limit has its wait running, nothing is counted and nothing may be looked at.
 *
 * What is counted stays counted where the try fails: call it outside of the transaction of what it guards.
 *
 * @returns seconds to wait; 0 where the try is granted
 */
export async function takeTry<Schema>(counters: Counters<Schema>, { own, shared }: Limits): Promise<number> {
  const at = counters.now()
  try {
    await inTransaction(counters, async (counters) => {
      for (const limit of [own, ...(shared === null ? [] : [shared.account, shared.source])]) {
        await count(counters, limit, at)
      }
    })
    return 0
  } catch (error) {
    if (!(error instanceof Blocked)) throw error
    return Math.ceil((error.until - at) / 1000)
  }
}

interface Row {
  readonly count: number
  readonly last_at: number
  readonly blocked_until: number
}

async function count<Schema>({ db, table }: Counters<Schema>, limit: Limit, at: number): Promise<void> {
  const name = sql.table(table)
  // One statement that makes the row or locks it: a success at this moment may be deleting it.
  const { rows } = await sql<Row>`
    insert into ${name} (key, count, last_at, blocked_until) values (${limit.key}, 0, ${at}, 0)
    on conflict (key) do update set key = excluded.key
    returning count, last_at, blocked_until`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('A counter neither was there nor came')
  // What lies further ahead than any wait was written by a clock that has gone back since.
  const isBlocked = row.blocked_until > at && row.blocked_until <= at + limit.longest + CLOCKS
  if (isBlocked) throw new Blocked(row.blocked_until)
  const tries = (at - row.last_at > MEMORY ? 0 : row.count) + 1
  const wait = waitAfter(tries, limit)
  await sql`
    update ${name} set count = ${tries}, last_at = ${at}, blocked_until = ${wait === 0 ? 0 : at + wait}
    where key = ${limit.key}`.execute(db)
}

/** The secret was right: its account starts again; a source gets this one try back, so that it cannot reset itself. */
export async function forgiveTries<Schema>(
  counters: Pick<Counters<Schema>, 'db' | 'table'>,
  { own, shared }: Limits,
): Promise<void> {
  await inTransaction(counters, async ({ db, table }) => {
    const name = sql.table(table)
    await sql`delete from ${name} where key = ${own.key}`.execute(db)
    if (shared === null) return
    await sql`delete from ${name} where key = ${shared.account.key}`.execute(db)
    await giveBack({ db, table }, shared.source)
  })
}

/** The secret was not looked at after all: the try counts nowhere. */
export async function returnTry<Schema>(
  counters: Pick<Counters<Schema>, 'db' | 'table'>,
  { own, shared }: Limits,
): Promise<void> {
  await inTransaction(counters, async (counters) => {
    for (const limit of [own, ...(shared === null ? [] : [shared.account, shared.source])]) {
      await giveBack(counters, limit)
    }
  })
}

async function giveBack<Schema>({ db, table }: Pick<Counters<Schema>, 'db' | 'table'>, { key }: Limit): Promise<void> {
  await sql`
    update ${sql.table(table)} set count = count - 1, blocked_until = 0
    where key = ${key} and count > 0`.execute(db)
}

/** Forgives all attempts at this account from every place, as after a reset by a person who may do it. */
export async function forgiveAccount<Schema>(
  { db, table }: Pick<Counters<Schema>, 'db' | 'table'>,
  counted: Counted,
  account: string,
): Promise<void> {
  const key = accountKey(counted, account)
  await sql`delete from ${sql.table(table)} where key = ${key} or key like ${`${key}/%`}`.execute(db)
}

/** Takes counters out that nothing has touched for a while. */
export async function pruneTries<Schema>({ db, table, now }: Counters<Schema>, signal?: AbortSignal): Promise<void> {
  // One name for types, whichever table it is.
  const tries = db as unknown as Kysely<{ tries: { key: string; last_at: number } }>
  const before = now() - MEMORY
  const from = table as 'tries'
  await deleteRows(tries, { from, key: ['key'], where: (row) => row('last_at', '<', before) }, signal)
}
