import { type ListedEntry, readNames } from '@lanyard/storage/audit-chain'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { AccountId, AuditId } from '../../ids.ts'
import { readDetails } from './personal-details.ts'
import type { Act } from './record-act.ts'

/** An act as it was written down. */
export interface WrittenAct {
  readonly id: string
  readonly auditId: AuditId
  readonly at: Instant
  readonly actor: Actor
  readonly action: string
  readonly subject: string
  readonly account: AccountId | null
  readonly details: NonNullable<Act['details']>
  /**
   * The names of then by their parts (`find-names-now.ts`), null where one is erased; null for an act that was written without,
   * by an earlier version.
   */
  readonly names: Readonly<Record<string, string | null>> | null
  /** Null as long as it waits for its batch. */
  readonly seal: ListedEntry['seal']
}

export function readAct({ entry, seal, names }: ListedEntry): WrittenAct {
  const { id, at } = entry
  const text = (column: string) => String(entry[column] ?? '')
  const then = readNames(entry['name_hashes'], names)
  return {
    id,
    auditId: text('audit_id') as AuditId,
    at,
    actor: text('actor') as Actor,
    action: text('action'),
    subject: text('subject'),
    account: entry['account'] === null ? null : (text('account') as AccountId),
    details: readDetails(text('details'), then),
    names: then,
    seal,
  }
}
