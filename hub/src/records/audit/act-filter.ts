import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { AccountId, AuditId, MemberId } from '../../ids.ts'

/** Which of an organization's acts are meant; what is null narrows nothing. */
export interface ActFilter {
  readonly from: Instant | null
  /** The first instant that is no longer meant. */
  readonly until: Instant | null
  readonly action: string | null
  readonly auditId: AuditId | null
  readonly people: PeopleMeant | null
}

/** Who acted, or was acted upon: people with a place here, and operators by a part of the name that their system gives them. */
export interface PeopleMeant {
  readonly members: readonly MemberId[]
  readonly accounts: readonly AccountId[]
  readonly operator: string
}

/** The filter as a condition on rows of `audit`. */
export function conditionOf({ from, until, action, auditId, people }: ActFilter): RawBuilder<boolean> {
  const conditions = [sql`1 = 1`]
  if (from !== null) conditions.push(sql`at >= ${from}`)
  if (until !== null) conditions.push(sql`at < ${until}`)
  if (action !== null) conditions.push(sql`action = ${action}`)
  if (auditId !== null) conditions.push(sql`audit_id = ${auditId}`)
  if (people !== null) conditions.push(concerns(people))
  return sql`${sql.join(conditions, sql` and `)}`
}

function concerns({ members, accounts, operator }: PeopleMeant): RawBuilder<boolean> {
  const actors = [...members.map((id) => `member:${id}`), ...accounts.map((id) => `account:${id}`)]
  const subjects = [...members, ...accounts]
  const named = `operator:%${operator.toLowerCase().replaceAll(/[%_!]/g, '!$&')}%`
  const conditions = [sql`lower(actor) like ${named} escape '!'`]
  if (actors.length > 0) conditions.push(sql`actor in (${sql.join(actors)})`, sql`subject in (${sql.join(subjects)})`)
  if (accounts.length > 0) conditions.push(sql`account in (${sql.join(accounts)})`)
  return sql`(${sql.join(conditions, sql` or `)})`
}
