import { eventually } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import { Refusal } from '../src/refusal.ts'
import { type TestPsa } from './open-test-psa.ts'

/** How a promise came out: `fulfilled`, or the code it was refused with. */
export function codeOf(outcome: PromiseSettledResult<unknown>): string {
  if (outcome.status === 'fulfilled') return 'fulfilled'
  if (outcome.reason instanceof Refusal) return outcome.reason.code
  throw outcome.reason
}

/** Resolves when a transaction waits for another one's rows. On SQLite a writer is alone anyway. */
export async function untilBlocked({ db, database }: TestPsa): Promise<void> {
  if (database.dialect === 'sqlite') return
  const waiting = sql`select 1 from pg_locks l join pg_database d on d.oid = l.database
    where not l.granted and d.datname = current_database()
    union all select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await eventually('a transaction waits for a lock', async () => (await waiting.execute(db)).rows.length > 0)
}
