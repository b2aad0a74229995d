import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { isEnded } from './is-ended.ts'

/**
 * Refuses an act whose session has ended while the request was on its way. In the act's transaction, after its locks.
 *
 * The commit of the ledger counts, since each end is decided there first: of one session (`endHubSession`), or of all of an
 * account (`endAccountSessions`). The short-lived database only follows, so it is not asked. What has read before the
 * commit of an end was done before that end. No session is locked: one without a client has no row here to lock, and two
 * that end each other would wait for each other.
 *
 * @throws {Refusal} `login_required`
 */
export async function assertNotEnded(
  db: Kysely<Ledger>,
  {
    account,
    session: uid,
    provenAt,
  }: { readonly account: AccountId; readonly session: string; readonly provenAt: Instant },
): Promise<void> {
  const row = await db
    .selectFrom('accounts')
    .leftJoin('hub_sessions', (join) => join.on('hub_sessions.uid', '=', uid))
    .select(['accounts.sessions_from', 'accounts.kept_session', 'hub_sessions.ended_at'])
    .where('accounts.id', '=', account)
    .executeTakeFirst()
  const ends = { sessionsFrom: row?.sessions_from ?? null, keptSession: row?.kept_session ?? null }
  const isOver = row === undefined || row.ended_at !== null || isEnded(ends, { uid, loggedInAt: provenAt })
  if (isOver) throw new Refusal('login_required')
}
