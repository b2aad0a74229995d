import { insertMany } from '@lanyard/storage'
import type { Kysely, Selectable } from 'kysely'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { InvitationId, MemberId, OrganizationId } from '../../ids.ts'
import { hashToken } from '../../secrets/hash-token.ts'
import type { Invitation } from './invitation.ts'

export async function insert(
  db: Kysely<Ledger>,
  made: readonly { readonly invitation: Pick<Invitation, 'id' | 'member' | 'expiresAt'>; readonly token: string }[],
  { at, by }: { readonly at: Instant; readonly by: Actor },
): Promise<void> {
  const rows = made.map(({ invitation, token }) => ({
    id: invitation.id,
    member: invitation.member,
    token_hash: hashToken(token),
    created_at: at,
    created_by: by,
    expires_at: invitation.expiresAt,
  }))
  await insertMany(db, 'invitations', rows)
}

export async function endOpen(db: Kysely<Ledger>, members: readonly MemberId[], at: Instant): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ ended_at: at })
    .where('member', 'in', members)
    .where('ended_at', 'is', null)
    .execute()
}

/** In time, not used and not replaced; void ones too. */
export async function findOpen(db: Kysely<Ledger>, token: string, now: Instant): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? toInvitation(row) : null
}

/** Compare-and-set: the link works once, and never one that is void. */
export async function consume(db: Kysely<Ledger>, token: string, now: Instant): Promise<Invitation | null> {
  const row = await db
    .updateTable('invitations')
    .set({ ended_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .where('voided_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row ? toInvitation(row) : null
}

/** Voids every open invitation that one of these stands behind. */
export async function voidOpen(
  db: Kysely<Ledger>,
  givers: readonly Actor[],
  at: Instant,
): Promise<{ readonly id: InvitationId; readonly member: MemberId }[]> {
  return db
    .updateTable('invitations')
    .set((expression) => ({
      voided_at: at,
      void_giver: expression
        .case()
        .when('created_by', 'in', givers)
        .then(expression.ref('created_by'))
        .else(expression.ref('raised_by'))
        .end(),
    }))
    .where('ended_at', 'is', null)
    .where('voided_at', 'is', null)
    .where((where) => where.or([where('created_by', 'in', givers), where('raised_by', 'in', givers)]))
    .returning(['id', 'member'])
    .execute()
}

const openVoid = (db: Kysely<Ledger>) =>
  db.selectFrom('invitations').where('invitations.ended_at', 'is', null).where('invitations.voided_at', 'is not', null)

/** Which of these places have a void invitation. */
export async function listVoid(db: Kysely<Ledger>, members: readonly MemberId[]): Promise<Set<MemberId>> {
  if (members.length === 0) return new Set()
  const rows = await openVoid(db).select('member').where('member', 'in', members).execute()
  return new Set(rows.map(({ member }) => member))
}

/** The places of an organization whose invitation is void. */
export async function listVoidOf(db: Kysely<Ledger>, organization: OrganizationId): Promise<MemberId[]> {
  const rows = await openVoid(db)
    .innerJoin('members', 'members.id', 'invitations.member')
    .select('members.id')
    .where('members.organization', '=', organization)
    .where('members.status', '=', 'invited')
    .orderBy('members.id')
    .execute()
  return rows.map(({ id }) => id)
}

function toInvitation(row: Selectable<Ledger['invitations']>): Invitation {
  const { id, member, created_by: inviter, raised_by: raisedBy } = row
  const givers = raisedBy === null ? [inviter] : [inviter, raisedBy]
  return { id, member, expiresAt: row.expires_at, givers, voidedAt: row.voided_at }
}
