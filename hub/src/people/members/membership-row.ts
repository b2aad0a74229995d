import type { Selectable } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import { toOrganization } from '../organizations/organization-row.ts'
import { toMember } from './member-row.ts'
import type { Membership } from './memberships-of.ts'

type Columns<Table extends 'members' | 'organizations'> = Selectable<Ledger[Table]>

/** A place with its organization, beside whatever else a statement reads. */
type MembershipRow = Omit<Columns<'members'>, 'id' | 'account' | 'email' | 'email_key'> &
  Omit<Columns<'organizations'>, 'id' | 'name' | 'created_at'> & {
    readonly member: Columns<'members'>['id']
    readonly member_email: string
    readonly member_email_key: string
    readonly organization_name: string
    readonly organization_created_at: Columns<'organizations'>['created_at']
  }

/** By names that no column of `accounts` has, for a statement that joins the three. */
export const membershipColumns = [
  'members.id as member',
  'members.organization',
  'members.email as member_email',
  'members.email_key as member_email_key',
  'members.role',
  'members.status',
  'members.status_at',
  'members.status_by',
  'members.epoch',
  'members.term',
  'members.removed_at',
  'organizations.name as organization_name',
  'organizations.created_at as organization_created_at',
  'organizations.session_total',
  'organizations.session_idle',
  'organizations.suspended_at',
] as const

/** Whether a statement that joins places from the left has found one. */
export function isJoined<Row extends Nullable<MembershipRow>>(row: Row): row is Row & MembershipRow {
  return row.member !== null
}

type Nullable<Row> = { readonly [Column in keyof Row]: Row[Column] | null }

/** @returns null for a place that is merely offered */
export function toMembership(row: MembershipRow, account: AccountId): Membership | null {
  const member = toMember({
    ...row,
    id: row.member,
    email: row.member_email,
    email_key: row.member_email_key,
    account,
  })
  if (member.status === 'invited') return null
  const { organization: id, organization_name: name, organization_created_at: createdAt } = row
  return { member, organization: toOrganization({ ...row, id, name, created_at: createdAt }) }
}
