import type { FormTables } from '@lanyard/forms'
import type { OutboxColumns } from '@lanyard/mail'
import type { LoopClaimTables } from '@lanyard/storage'
import type { KeyColumns, NameKeyColumns } from '@lanyard/storage/name-keys'
import type { AuditChainTables, AuditNamesTable } from '@lanyard/storage/audit-chain'
import type { Kysely } from 'kysely'
import type { AuditId, ClientId, MailId, ReplyId, SessionId, TenantId, TicketId, UserId } from '../ids.ts'

/** The tables of `psa/migrations/`, column by column. Instants are milliseconds since 1970. */
export interface PsaSchema extends AuditChainTables, FormTables, LoopClaimTables {
  tenants: { id: TenantId; company: string; name: string; last_ticket_number: number; created_at: number }
  invitations: {
    tenant_id: TenantId
    invited_at: number
    withdrawn_at: number | null
    withdrawn_links: 'kept' | 'ended' | null
  }
  invitation_requests: { tenant_id: TenantId; requested_by: UserId; requested_at: number }
  clients: { id: ClientId; tenant_id: TenantId; name: string; created_at: number }
  users: NameKeyColumns & {
    id: UserId
    tenant_id: TenantId
    class: 'employee' | 'contact'
    name: string
    email: string
    username: string | null
    role: 'admin' | 'technician' | null
    client_id: ClientId | null
    created_at: number
    deactivated_at: number | null
    deactivated_by: string | null
    deleted_at: number | null
    deleted_by: string | null
  }
  passwords: { user_id: UserId; hash: string; set_at: number }
  password_resets: {
    token_hash: string
    user_id: UserId
    created_at: number
    expires_at: number
    used_at: number | null
  }
  sessions: {
    id: SessionId
    secret_hash: string
    tenant_id: TenantId
    user_id: UserId
    product_session_id: string | null
    proven_at: number | null
    begun_at: number
    used_at: number
  }
  tickets: KeyColumns<'subject'> & {
    id: TicketId
    tenant_id: TenantId
    number: number
    client_id: ClientId | null
    subject: string
    opened_by: UserId
    opened_at: number
    changed_at: number
    closed_at: number | null
    closed_by: UserId | null
  }
  replies: { id: ReplyId; ticket_id: TicketId; written_by: UserId; written_at: number; body: string }
  /** `expires_at`: from then on the link in it opens nothing. */
  mails: OutboxColumns<MailId> & {
    recipient: string
    subject: string
    body: string
    body_sealed: string | null
    expires_at: number | null
  }
  /** `name_hashes`: JSON, a salted hash of each name in `audit_names`; null for an entry without names. */
  audit_entries: {
    id: AuditId
    tenant_id: TenantId
    at: number
    actor: string
    act: string
    subject: string
    name_hashes: string | null
  }
  audit_names: AuditNamesTable
}

export type PsaDb = Kysely<PsaSchema>
