import { randomBytes } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../clock.ts'
import type { Ledger } from '../db/schema.ts'
import type { AccountId } from '../ids.ts'

export type SessionEnd = Selectable<Ledger['session_ends']>

export async function insert(
  db: Kysely<Ledger>,
  end: { readonly account: AccountId; readonly keep: string | null; readonly at: Instant },
): Promise<void> {
  const id = randomBytes(16).toString('base64url')
  const { account, keep, at } = end
  await db.insertInto('session_ends').values({ id, account, kept_session: keep, at, done_at: null }).execute()
}

export async function listDue(db: Kysely<Ledger>): Promise<SessionEnd[]> {
  return db.selectFrom('session_ends').selectAll().where('done_at', 'is', null).orderBy('at').limit(100).execute()
}

export async function markDone(db: Kysely<Ledger>, id: string, at: Instant): Promise<void> {
  await db.updateTable('session_ends').set({ done_at: at }).where('id', '=', id).execute()
}

/** Takes out ends that were done before an instant. */
export async function prune(db: Kysely<Ledger>, before: Instant): Promise<void> {
  await db.deleteFrom('session_ends').where('done_at', '<', before).execute()
}
