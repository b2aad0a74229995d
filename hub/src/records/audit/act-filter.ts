import { conditionOf, type EntryFilter } from '@lanyard/storage/audit-chain'
import { type RawBuilder, sql } from 'kysely'
import type { AccountId, AuditId, MemberId } from '../../ids.ts'

/** Which of an organization's acts are meant; what is null narrows nothing. */
export interface ActFilter extends EntryFilter {
  readonly auditId: AuditId | null
  readonly people: PeopleMeant | null
}

/** Who acted, or was acted upon: people with a place here, and operators by a part of the name that their system gives them. */
export interface PeopleMeant {
  readonly members: readonly MemberId[]
  readonly accounts: readonly AccountId[]
  readonly operator: string
}

/**
 * How `lower` may leave the name of an operator, which a sealed entry keeps as their system spelled it: PostgreSQL lowers
 * every letter, SQLite those of ASCII alone.
 */
function spellingsOf(name: string): readonly string[] {
  const inAscii = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
  const cases = [name.toLowerCase(), inAscii(name), inAscii(name.toUpperCase())]
  return [...new Set(cases.flatMap((text) => [text.normalize('NFC'), text.normalize('NFD')]))]
}

/** The filter as a condition on rows of `audit`. */
export function conditionOfActs({ auditId, people, ...filter }: ActFilter): RawBuilder<boolean> {
  const more = [
    ...(auditId === null ? [] : [sql`audit_id = ${auditId}`]),
    ...(people === null ? [] : [concerns(people)]),
  ]
  return conditionOf(filter, 'action', more)
}

function concerns({ members, accounts, operator }: PeopleMeant): RawBuilder<boolean> {
  const actors = [...members.map((id) => `member:${id}`), ...accounts.map((id) => `account:${id}`)]
  const subjects = [...members, ...accounts]
  const conditions = spellingsOf(operator).map((name) => {
    const named = `operator:%${name.replaceAll(/[%_!]/g, '!$&')}%`
    return sql`lower(actor) like ${named} escape '!'`
  })
  if (actors.length > 0) conditions.push(sql`actor in (${sql.join(actors)})`, sql`subject in (${sql.join(subjects)})`)
  if (accounts.length > 0) conditions.push(sql`account in (${sql.join(accounts)})`)
  return sql`(${sql.join(conditions, sql` or `)})`
}
