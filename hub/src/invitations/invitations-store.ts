import type { Kysely } from 'kysely'
import type { Actor } from '../actor.ts'
import type { Instant } from '../clock.ts'
import type { Ledger } from '../db/schema.ts'
import type { MemberId } from '../ids.ts'
import { hashToken } from '../secrets/hash-token.ts'
import type { Invitation } from './invitation.ts'

export async function insert(
  db: Kysely<Ledger>,
  made: readonly { readonly invitation: Invitation; readonly token: string }[],
  { at, by }: { readonly at: Instant; readonly by: Actor },
): Promise<void> {
  await db
    .insertInto('invitations')
    .values(
      made.map(({ invitation, token }) => ({
        id: invitation.id,
        member: invitation.member,
        token_hash: hashToken(token),
        created_at: at,
        created_by: by,
        expires_at: invitation.expiresAt,
        ended_at: null,
      })),
    )
    .execute()
}

export async function endOpen(db: Kysely<Ledger>, members: readonly MemberId[], at: Instant): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ ended_at: at })
    .where('member', 'in', members)
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
