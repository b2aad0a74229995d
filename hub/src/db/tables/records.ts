import type { OutboxColumns } from '@lanyard/mail'
import type { AuditNamesTable as KeptNamesTable } from '@lanyard/storage/audit-chain'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { AccountId, AuditId, NoticeId, OrganizationId } from '../../ids.ts'

export interface SigningKeysTable {
  kid: string
  alg: 'ES256' | 'RS256'
  /** Envelope around the private JWK. */
  jwk_sealed: string
  created_at: Instant
  /** Null until it signs: it is published before. */
  activated_at: Instant | null
  /** Null for the key that signs, one per algorithm, and for the next one. */
  retired_at: Instant | null
}

export interface NoticesTable extends OutboxColumns<NoticeId> {
  kind: string
  recipient: string
  /** Envelope around the JSON of the facts that the mail words: it may hold a link that opens something. */
  details_sealed: string
}

export interface AuditTable {
  id: string
  audit_id: AuditId
  at: Instant
  organization: OrganizationId | null
  actor: Actor
  action: string
  /** Id of what was acted upon. */
  subject: string
  /** Whose account it concerns; null where it is no one's. */
  account: AccountId | null
  /** JSON; never a secret. */
  details: string
  /** JSON: a salted hash of each name in `audit_names`; null for an entry without names. */
  name_hashes: string | null
}

export interface AuditNamesTable extends KeptNamesTable {
  /** By which a person's name is searched; null for what is no person. */
  name_key: string | null
}

export interface TriesTable {
  key: string
  count: number
  last_at: Instant
  blocked_until: Instant
}
