import { conditionOf, type EntryFilter } from '@lanyard/storage/audit-chain'
import { isLike } from '@lanyard/storage/name-keys'
import { nameKey } from '@lanyard/text'
import { type RawBuilder, sql } from 'kysely'
import type { AccountId, AuditId, MemberId } from '../../ids.ts'

/** Which of an organization's acts are meant; what is null narrows nothing. */
export interface ActFilter extends EntryFilter {
  readonly auditId: AuditId | null
  readonly people: PeopleFilter | null
}

/**
 * Who acted, or was acted upon: people with a place here, by what they are called today, and everyone by a part of what they
 * were called then, operators by the name that their system gives them.
 */
export interface PeopleFilter {
  readonly members: readonly MemberId[]
  readonly accounts: readonly AccountId[]
  readonly then: string
}

/**
 * How `lower` may leave the name of an operator, which a sealed entry has as their system spelled it: PostgreSQL lowers every
 * letter, SQLite those of ASCII alone.
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

function concerns({ members, accounts, then }: PeopleFilter): RawBuilder<boolean> {
  const actors = [...members.map((id) => `member:${id}`), ...accounts.map((id) => `account:${id}`)]
  const subjects = [...members, ...accounts]
  const called = spellingsOf(then).map((name) => `%${name.replaceAll(/[%_!]/g, '!$&')}%`)
  const conditions = [
    ...called.map((pattern) => sql`lower(actor) like ${`operator:${pattern}`} escape '!'`),
    sql`exists (select 1 from audit_names
      where audit_names.entry = audit.id and audit_names.name_key ${isLike(nameKey(then))})`,
  ]
  if (actors.length > 0) conditions.push(sql`actor in (${sql.join(actors)})`, sql`subject in (${sql.join(subjects)})`)
  if (accounts.length > 0) conditions.push(sql`account in (${sql.join(accounts)})`)
  return sql`(${sql.join(conditions, sql` or `)})`
}
