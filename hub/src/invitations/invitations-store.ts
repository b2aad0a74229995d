import type { Kysely } from 'kysely'
import type { Actor } from '../actor.ts'
import type { Instant } from '../clock.ts'
import type { Ledger } from '../db/schema.ts'
import type { MemberId } from '../ids.ts'
import { hashToken } from '../secrets/hash-token.ts'
import type { Invitation } from './invitation.ts'

export async function insert(
  db: Kysely<Ledger>,
  { id, member, expiresAt }: Invitation,
  { token, at, by }: { readonly token: string; readonly at: Instant; readonly by: Actor },
): Promise<void> {
  await db
    .insertInto('invitations')
    .values({
      id,
      member,
      token_hash: hashToken(token),
      created_at: at,
      created_by: by,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute()
}

export async function endOpen(db: Kysely<Ledger>, member: MemberId, at: Instant): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ ended_at: at })
    .where('member', '=', member)
    .where('ended_at', 'is', null)
    .execute()
}

export async function findOpen(db: Kysely<Ledger>, token: string, now: Instant): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitations')
    .select(['id', 'member', 'expires_at'])
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? { id: row.id, member: row.member, expiresAt: row.expires_at } : null
}

/** Compare-and-set: the link works once. */
export async function consume(db: Kysely<Ledger>, token: string, now: Instant): Promise<Invitation | null> {
  const row = await db
    .updateTable('invitations')
    .set({ ended_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['id', 'member', 'expires_at'])
    .executeTakeFirst()
  return row ? { id: row.id, member: row.member, expiresAt: row.expires_at } : null
}

export async function listOpen(db: Kysely<Ledger>, members: readonly MemberId[]): Promise<Map<MemberId, Instant>> {
  if (members.length === 0) return new Map()
  const rows = await db
    .selectFrom('invitations')
    .select(['member', 'expires_at'])
    .where('member', 'in', members)
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.member, row.expires_at]))
}
