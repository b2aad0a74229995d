import { deleteRows } from '@lanyard/storage'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { accountKey, type Counted, FIRST_WAIT, type Limit, type Limits } from './limits.ts'

/** Where tries are counted, and the instant of a try in milliseconds. */
export interface Counters<Schema> {
  readonly db: Kysely<Schema>
  /** A table of the columns `key`, `count`, `last_at` and `blocked_until`. */
  readonly table: string
  readonly now: () => number
}

type Stored<Schema> = Pick<Counters<Schema>, 'db' | 'table'>

/** After this long without a try a counter begins again, in milliseconds. */
const MEMORY = 3_600_000

/** What clocks of two nodes may differ by, in milliseconds. */
const CLOCKS = 60_000

/**
 * Takes a try from every limit before the secret is looked at, so that guesses sent at once count one by one. While a
 * limit has its wait running, nothing is counted and nothing may be looked at.
 *
 * What is counted stays counted where the try fails: call it outside of the transaction of what it guards.
 *
 * @returns seconds to wait; 0 where the try is granted
 */
export async function takeTry<Schema>(counters: Counters<Schema>, limits: Limits): Promise<number> {
  const at = counters.now()
  if (await countOrYield(counters, limits, at)) return 0
  const seconds = await findWait(counters, limits, at)
  if (seconds > 0) return seconds
  // The wait was forgiven at this moment; where that happens twice, the person tries once more.
  return (await countOrYield(counters, limits, at)) ? 0 : 1
}

async function countOrYield<Schema>(counters: Counters<Schema>, limits: Limits, at: number): Promise<boolean> {
  try {
    return await count(counters, limits, at)
  } catch (error) {
    if (isRace(error)) return false
    throw error
  }
}

/** PostgreSQL's `not_null_violation`, by which {@link count} gives way, and `deadlock_detected`. */
function isRace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '23502' || error.code === '40P01')
}

/**
 * Counts at all limits or at none, in one statement. It looks for waits before it counts. A limit that another try uses up
 * after that look gets no count, which the table refuses, and with it the statement.
 *
 * @returns false where a limit has its wait running
 */
async function count<Schema>({ db, table }: Counters<Schema>, limits: Limits, at: number): Promise<boolean> {
  const [tries, all] = [sql.table(table), inOrder(limits)]
  const number = sql`case when ${column(table, 'last_at')} < ${big(at - MEMORY)} then 1
    else ${column(table, 'count')} + 1 end`
  const { rows } = await sql`
    insert into ${tries} (key, count, last_at, blocked_until)
    select * from (values ${sql.join(all.map(({ key }) => sql`(${key}, 1, ${big(at)}, ${big(0)})`))}) as first
    where not exists (select 1 from ${tries} where ${isBlocked(table, all, at)})
    on conflict (key) do update set
      count = case when ${isBlocked(table, all, at)} then null else ${number} end,
      last_at = excluded.last_at,
      blocked_until = ${forEach(table, all, (limit) => endOfWait(limit, number, at))}
    returning key`.execute(db)
  return rows.length > 0
}

/** The same order in every statement, so that two of them never wait for each other. */
function inOrder({ own, shared }: Limits): readonly Limit[] {
  return shared === null ? [own] : [shared.account, own, shared.source]
}

/** What lies further ahead than any wait was written by a clock that has gone back since. */
function isBlocked(table: string, limits: readonly Limit[], at: number): RawBuilder<unknown> {
  const [key, until] = [column(table, 'key'), column(table, 'blocked_until')]
  const each = limits.map((limit) => sql`${key} = ${limit.key} and ${until} <= ${big(at + limit.longest + CLOCKS)}`)
  return sql`${until} > ${big(at)} and (${sql.join(each, sql` or `)})`
}

/** Each wait is twice the one before, up to the longest. */
function endOfWait({ free, longest }: Limit, number: RawBuilder<unknown>, at: number): RawBuilder<unknown> {
  const doublings = Math.ceil(Math.log2(longest / FIRST_WAIT))
  return sql`case when ${number} < ${big(free)} then 0
    when ${number} >= ${big(free + doublings)} then ${big(at + longest)}
    else ${big(at)} + ${big(FIRST_WAIT)} * (1 << cast(${number} - ${big(free)} as integer)) end`
}

/** Seconds of the longest wait that is running; 0 where none is. */
async function findWait<Schema>({ db, table }: Stored<Schema>, limits: Limits, at: number): Promise<number> {
  const all = inOrder(limits)
  const { rows } = await sql<{ readonly key: string; readonly blocked_until: number }>`
    select key, blocked_until from ${sql.table(table)} where ${isBlocked(table, all, at)}`.execute(db)
  const until = Math.max(at, ...rows.map((row) => row.blocked_until))
  return Math.ceil((until - at) / 1000)
}

/** The secret was right: its account starts again; a source gets this one try back, so that it cannot reset itself. */
export async function forgiveTries<Schema>(counters: Stored<Schema>, limits: Limits): Promise<void> {
  await settle(counters, limits, (limit) => limit === limits.shared?.source)
}

/** The secret was not looked at after all: the try counts nowhere. */
export async function returnTry<Schema>(counters: Stored<Schema>, limits: Limits): Promise<void> {
  await settle(counters, limits, () => true)
}

/** Takes one try back where `isKept` says so, and all of them elsewhere. In the order in which they are counted. */
async function settle<Schema>(
  { db, table }: Stored<Schema>,
  limits: Limits,
  isKept: (limit: Limit) => boolean,
): Promise<void> {
  const all = inOrder(limits)
  const before = column(table, 'count')
  const after = (limit: Limit) => (isKept(limit) ? sql`case when ${before} > 0 then ${before} - 1 else 0 end` : sql`0`)
  await sql`
    insert into ${sql.table(table)} (key, count, last_at, blocked_until)
    values ${sql.join(all.map(({ key }) => sql`(${key}, 0, 0, 0)`))}
    on conflict (key) do update set count = ${forEach(table, all, after)}, blocked_until = 0`.execute(db)
}

function forEach(
  table: string,
  limits: readonly Limit[],
  value: (limit: Limit) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const cases = limits.map((limit) => sql`when ${limit.key} then ${value(limit)}`)
  return sql`case ${column(table, 'key')} ${sql.join(cases, sql` `)} end`
}

/** Of the row as it was before. */
function column(table: string, name: 'key' | 'count' | 'last_at' | 'blocked_until'): RawBuilder<unknown> {
  return sql.ref(`${table}.${name}`)
}

/** PostgreSQL takes a parameter for the smallest number that fits what stands beside it. */
function big(number: number): RawBuilder<unknown> {
  return sql`cast(${number} as bigint)`
}

/** Forgives all attempts at this account from every place, as after a reset by a person who may do it. */
export async function forgiveAccount<Schema>(
  { db, table }: Stored<Schema>,
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
