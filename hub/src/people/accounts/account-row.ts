import type { Selectable } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { Account } from './account.ts'

export function toAccount(row: Selectable<Ledger['accounts']>): Account {
  const { id, username, name, email } = row
  return {
    id,
    username,
    name,
    email,
    emailVerifiedAt: row.email_verified_at,
    createdAt: row.created_at,
    language: row.language,
    linkingPausedUntil: row.linking_paused_until,
    sessionsFrom: row.sessions_from,
    keptSession: row.kept_session,
    secondFactorResetAt: row.second_factor_reset_at,
  }
}
