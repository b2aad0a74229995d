import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { Refusal } from '../src/refusal.ts'
import { type TestPsa } from './open-test-psa.ts'

/** How a promise came out: `fulfilled`, or the code it was refused with. */
export function codeOf(outcome: PromiseSettledResult<unknown>): string {
  if (outcome.status === 'fulfilled') return 'fulfilled'
  if (outcome.reason instanceof Refusal) return outcome.reason.code
  throw outcome.reason
}

/** Seconds after which what should wait for a lock evidently does not. */
const BLOCKED_LIMIT = 10

/** Resolves when a transaction waits for another one's rows. On SQLite whoever writes is alone anyway. */
export async function untilBlocked({ db, database }: TestPsa): Promise<void> {
  if (database.dialect === 'sqlite') return
  const deadline = performance.now() + BLOCKED_LIMIT * 1000
  const waiting = sql`select 1 from pg_locks l join pg_database d on d.oid = l.database
    where not l.granted and d.datname = current_database()
    union all select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while ((await waiting.execute(db)).rows.length === 0) {
    if (performance.now() > deadline) throw new Error('Nobody waits for a lock.')
    await setTimeout(10)
  }
}
