import { tidyCopied } from '@lanyard/text'
import type { Role } from '../members/member.ts'

/** A person of a list that a master brings, as it was typed. */
export interface MemberRow {
  /** As editors and spreadsheets count: the row of the column names is 1. */
  readonly line: number
  readonly email: string
  /** Empty for a member. */
  readonly role: string
}

/** The role that a cell names, in any case and with what copying adds; null for another word. */
export function readRole(cell: string): Role | null {
  const role = tidyCopied(cell).toLowerCase() || 'member'
  return role === 'master' || role === 'member' ? role : null
}

/** What becomes of a row, or why nothing does. */
export const rowOutcomes = [
  'invited',
  'renewed',
  'already_invited',
  'already_member',
  'twice',
  'email_invalid',
  'role_unknown',
] as const

export type RowOutcome = (typeof rowOutcomes)[number]

export interface ReportedRow extends MemberRow {
  readonly outcome: RowOutcome
}
