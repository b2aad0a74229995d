import type { AuditRow } from '@lanyard/ui'
import { type ActName } from '../../records/acts/rules.ts'
import { type SubjectKind, subjects } from '../../records/acts/subjects.ts'
import type { WrittenAct } from '../../records/audit/written-act.ts'
import { audit as words } from '../../messages/en/audit.ts'
import { called } from '../../messages/en/called.ts'
import { regions } from '../../messages/en/regions.ts'
import { nameSecondFactor } from '../../messages/en/second-factors.ts'
import type { Company, Names } from './find-names.ts'

/**
 * An act as people read it, on the page and in the list that they take along. The names are those of then; an act that an
 * earlier version wrote without has those of today, and says so.
 */
export function tellAct(act: WrittenAct, today: Names): AuditRow {
  const { at, action, actor, subject, account, auditId, id, seal } = act
  return {
    at,
    ...tellActor(act, today),
    act: wordAct(action),
    ...tellSubject(act, today),
    details: tellDetails(act, today),
    reference: auditId,
    ids: { act: action, actor, subject, person: account ?? '', entry: id },
    seal,
  }
}

export function wordAct(action: string): string {
  return words.acts[action] ?? words.otherAct
}

function tellActor(act: WrittenAct, today: Names): Pick<AuditRow, 'actor' | 'actorKind'> {
  const { actor, details } = act
  const [kind = '', id = ''] = actor.split(/:(.*)/s)
  const { kinds } = words
  switch (kind) {
    case 'hub':
      return { actor: today.hub, actorKind: details['reason'] === 'lapsed' ? kinds.time : kinds.hub }
    case 'operator':
      return { actor: words.operator(id), actorKind: kinds.operator }
    case 'provisioning': {
      const name = nameThen(act, 'actor', id, today) ?? words.things.token
      return { actor: words.provisioning(name), actorKind: kinds.directory }
    }
    case 'deployment':
      return { actor: nameThen(act, 'actor', id, today) ?? words.things.deployment, actorKind: kinds.product }
    default:
      return { actor: nameThen(act, 'actor', id, today) ?? words.someone, actorKind: kinds.person }
  }
}

function tellSubject(act: WrittenAct, today: Names): Pick<AuditRow, 'subject' | 'where'> {
  const kind = kindOf(act.action)
  if (kind === 'link') {
    const company = tellCompany(act, today)
    const isAboutPerson = act.action.startsWith('user_link.')
    if (!isAboutPerson) return { subject: company, where: '' }
    return { subject: namePerson(act, today) ?? words.things.account, where: company }
  }
  // What has no name of its own, such as a session, goes by whose it is.
  const hasName = act.names === null || 'subject' in act.names
  const ofSubject = nameThen(act, 'subject', subjectOf(act), today)
  const subject = hasName ? (ofSubject ?? namePerson(act, today)) : (namePerson(act, today) ?? ofSubject)
  return { subject: subject ?? (kind === undefined ? words.something : words.things[kind]), where: '' }
}

function kindOf(action: string): SubjectKind | undefined {
  return Object.hasOwn(subjects, action) ? subjects[action as ActName] : undefined
}

/** Of an invitation, the member whom it invites. */
function subjectOf({ subject, details: { member } }: WrittenAct): string {
  return typeof member === 'string' ? member : subject
}

/** What people do about themselves names them once, as the actor. */
function namePerson(act: WrittenAct, today: Names): string | null {
  const { actor, account } = act
  if (account === null) return null
  return nameThen(act, actor === `account:${account}` ? 'actor' : 'person', account, today)
}

function nameThen({ names }: Pick<WrittenAct, 'names'>, role: string, id: string, today: Names): string | null {
  if (names !== null && role in names) return names[role] ?? words.erased
  const known = today.of(id)
  return known === id || known === '' ? null : words.today(known)
}

function tellCompany(act: WrittenAct, today: Names): string {
  const { names, subject, details } = act
  const id = typeof details['tenant_name'] === 'string' ? String(details['tenant']) : subject
  if (names?.['product'] != null) {
    const { product, region = '' } = names
    return wordCompany({ product, name: called({ id, name: names['subject'] ?? words.erased }), region: region ?? '' })
  }
  const company = today.company(subject) ?? companyIn(details, today)
  return company === null ? words.things.link : words.today(wordCompany(company))
}

/** What the act itself says of the company. */
function companyIn({ tenant_name: name, tenant, deployment }: WrittenAct['details'], today: Names): Company | null {
  const place = typeof deployment === 'string' ? today.deployment(deployment) : null
  return typeof name === 'string' && place !== null ? { ...place, name: called({ id: String(tenant), name }) } : null
}

function wordCompany({ product, name, region }: Company): string {
  return words.company(product, name, (regions as Readonly<Record<string, string>>)[region] ?? region.toUpperCase())
}

/** A connection is told by its company, and not once more by what its entry says of it. */
function tellDetails({ details, action }: WrittenAct, today: Names): readonly string[] {
  return Object.entries(details).flatMap(([name, value]) => {
    const label = words.details[name]
    if (label === undefined || value === null || value === '') return []
    return [words.detail(label, tellValue(action, name, String(value), today))]
  })
}

function tellValue(action: string, name: string, value: string, today: Names): string {
  if (name === 'factor') return nameSecondFactor(value)
  // What a master gives as a reason is a text of theirs.
  if (name === 'reason' && action === 'second_factor.reset') return value
  return words.values[name]?.(value) ?? today.of(value)
}
