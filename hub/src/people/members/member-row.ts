import type { Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Member } from './member.ts'

type MemberRow = Selectable<Ledger['members']> & { readonly suspended_at?: Instant | null }

export function toMember(row: MemberRow): Member {
  const { id, organization, email, role, epoch, term, account, status_at: statusAt, status_by: statusBy } = row
  const shared = { id, organization, email, role, epoch, term, statusAt, statusBy, removedAt: row.removed_at }
  const isSuspended = (row.suspended_at ?? null) !== null
  const status = isSuspended && row.status === 'active' ? 'suspended' : row.status
  if (status === 'invited' && account === null) return { ...shared, status, account }
  if (status !== 'invited' && account !== null) return { ...shared, status, account }
  throw new Error(`Member ${id} is ${status} ${account === null ? 'without' : 'with'} an account`)
}
