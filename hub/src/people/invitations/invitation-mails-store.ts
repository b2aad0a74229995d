import { deleteRows, insertMany } from '@lanyard/storage'
import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { OrganizationId } from '../../ids.ts'

export async function insert(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  keys: readonly string[],
  at: Instant,
): Promise<void> {
  const rows = keys.map((key) => ({ organization, email_key: key, at }))
  await insertMany(db, 'invitation_mails', rows)
}

/** Since an instant, oldest first. */
export async function listSince(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  keys: readonly string[],
  since: Instant,
): Promise<readonly { readonly email_key: string; readonly at: Instant }[]> {
  return db
    .selectFrom('invitation_mails')
    .select(['email_key', 'at'])
    .where('organization', '=', organization)
    .where('email_key', 'in', keys)
    .where('at', '>', since)
    .orderBy('at')
    .execute()
}

/** Deletes mails that no longer count. */
export async function prune(db: Kysely<Ledger>, before: Instant, signal?: AbortSignal): Promise<void> {
  const mails = { from: 'invitation_mails', key: ['organization', 'email_key', 'at'] } as const
  await deleteRows(db, { ...mails, where: (row) => row('at', '<=', before) }, signal)
}
