import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { OrganizationId, ProvisioningTokenId } from '../../ids.ts'
import { hashToken } from '../../secrets/hash-token.ts'
import type { ProvisioningToken } from './provisioning-token.ts'

export async function insert(
  db: Kysely<Ledger>,
  row: Omit<Insertable<Ledger['provisioning_tokens']>, 'token_hash'>,
  secret: string,
): Promise<ProvisioningToken> {
  const inserted = await db
    .insertInto('provisioning_tokens')
    .values({ ...row, token_hash: hashToken(secret) })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toToken(inserted)
}

export async function findOpen(db: Kysely<Ledger>, secret: string): Promise<ProvisioningToken | null> {
  const row = await db
    .selectFrom('provisioning_tokens')
    .selectAll()
    .where('token_hash', '=', hashToken(secret))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ? toToken(row) : null
}

export async function find(db: Kysely<Ledger>, id: ProvisioningTokenId): Promise<ProvisioningToken | null> {
  const row = await db.selectFrom('provisioning_tokens').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toToken(row) : null
}

/** Oldest first, ended ones too. */
export async function listOf(db: Kysely<Ledger>, organization: OrganizationId): Promise<ProvisioningToken[]> {
  const rows = await db
    .selectFrom('provisioning_tokens')
    .selectAll()
    .where('organization', '=', organization)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toToken)
}

/** Of every organization that is not suspended: the directory of one that is gets no answer anyway. */
export async function listOpen(db: Kysely<Ledger>): Promise<ProvisioningToken[]> {
  const rows = await db
    .selectFrom('provisioning_tokens')
    .innerJoin('organizations', 'organizations.id', 'provisioning_tokens.organization')
    .selectAll('provisioning_tokens')
    .where('provisioning_tokens.ended_at', 'is', null)
    .where('organizations.suspended_at', 'is', null)
    .orderBy('provisioning_tokens.id')
    .execute()
  return rows.map(toToken)
}

export async function noteUse(db: Kysely<Ledger>, id: ProvisioningTokenId, at: Instant): Promise<void> {
  await db.updateTable('provisioning_tokens').set({ last_used_at: at }).where('id', '=', id).execute()
}

/** @returns null where it had ended before */
export async function end(db: Kysely<Ledger>, id: ProvisioningTokenId, at: Instant): Promise<ProvisioningToken | null> {
  const row = await db
    .updateTable('provisioning_tokens')
    .set({ ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? toToken(row) : null
}

function toToken(row: Selectable<Ledger['provisioning_tokens']>): ProvisioningToken {
  const { id, organization, name } = row
  return {
    id,
    organization,
    name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    endedAt: row.ended_at,
  }
}
