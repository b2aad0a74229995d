import type { AuditRow } from '@lanyard/ui'
import type { WrittenAct } from '../../audit/written-act.ts'
import type { Site } from '../site.ts'

/** What ids are called today; null for what is not known. */
export interface CurrentNames {
  readonly name: (id: string) => string | null
  readonly company: { readonly id: string; readonly name: string }
  /** The organization that a link led to, of an act that was written down without names. */
  readonly organization: (link: string) => string | null
}

/**
 * An act as people read it, on the page and in the list that they take along. The names are those of then; an act that an
 * earlier version wrote without has those of today, and says so.
 */
export function tellAct(site: Pick<Site, 'words'>, written: WrittenAct, today: CurrentNames): AuditRow {
  const { audit } = site.words
  const { id, at, act, actor, subject, auditId, seal } = written
  const user = actor.startsWith('user:') ? actor.slice('user:'.length) : null
  return {
    at,
    ...tellActor(site, written, today),
    act: audit.acts[act] ?? audit.otherAct,
    subject: tellSubject(site, written, today),
    where: tellOrganization(site, written, today),
    details: tellDetails(site, written),
    reference: auditId,
    ids: { act, actor: user ?? actor, subject: subject ?? '', person: '', entry: id },
    seal,
  }
}

function tellActor(
  { words: { audit } }: Pick<Site, 'words'>,
  written: WrittenAct,
  today: CurrentNames,
): Pick<AuditRow, 'actor' | 'actorKind'> {
  const { actor } = written
  const { kinds } = audit
  switch (actor) {
    case 'hub':
      return { actor: audit.hub, actorKind: kinds.hub }
    case 'product':
      return { actor: audit.product, actorKind: kinds.product }
    case 'operator':
      return { actor: audit.operator, actorKind: kinds.operator }
    case 'unrecorded':
      return { actor: audit.unrecorded, actorKind: kinds.unrecorded }
    default: {
      const name = nameThen(audit, written, 'actor', actor.slice('user:'.length), today)
      return { actor: name ?? audit.someone, actorKind: kinds.person }
    }
  }
}

function tellSubject({ words: { audit } }: Pick<Site, 'words'>, written: WrittenAct, today: CurrentNames): string {
  const { actor, subject, names } = written
  if (subject === today.company.id) {
    const kept = names?.['subject']
    return kept == null ? audit.company(today.company.name) : audit.company(kept)
  }
  if (subject === null) return audit.someone
  // What people do to themselves names them once, as the actor.
  if (actor === `user:${subject}` && names?.['subject'] === undefined) {
    return nameThen(audit, written, 'actor', subject, today) ?? audit.someone
  }
  // Of a user who was gone, the entry has the name of the account alone.
  const role = names !== null && !('subject' in names) && 'account' in names ? 'account' : 'subject'
  return nameThen(audit, written, role, subject, today) ?? audit.someone
}

function tellOrganization({ words: { audit } }: Pick<Site, 'words'>, written: WrittenAct, today: CurrentNames): string {
  const { link, names } = written
  const kept = names?.['organization']
  if (kept != null) return audit.organization(kept)
  const known = link === null ? null : today.organization(link)
  return known === null ? '' : audit.today(audit.organization(known))
}

type AuditWords = Site['words']['audit']

function nameThen(
  audit: AuditWords,
  { names }: WrittenAct,
  role: string,
  id: string,
  today: CurrentNames,
): string | null {
  if (names !== null && role in names) return names[role] ?? audit.erased
  const known = today.name(id)
  return known === null ? null : audit.today(known)
}

function tellDetails({ words: { audit } }: Pick<Site, 'words'>, { details, names }: WrittenAct): readonly string[] {
  const account = names?.['account']
  const facts = Object.entries(details).flatMap(([name, value]) => {
    const label = audit.details[name]
    if (label === undefined || value === null || value === 0) return []
    return [audit.detail(label, audit.values[name]?.(String(value)) ?? String(value))]
  })
  return account == null ? facts : [audit.account(account), ...facts]
}
