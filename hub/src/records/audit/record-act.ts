import { insertMany, partsOf } from '@lanyard/storage'
import { type NamesThen, saltNames } from '@lanyard/storage/audit-chain'
import { nameKey } from '@lanyard/text'
import type { ActorOf } from '../acts/actor-of.ts'
import type { GuardedAct, Permit } from '../acts/guarded-act.ts'
import type { ActName } from '../acts/rules.ts'
import { subjects } from '../acts/subjects.ts'
import type { Hub } from '../../hub.ts'
import { isAccountId, newId } from '../../ids.ts'
import type { AccountId, AuditId, OrganizationId } from '../../ids.ts'
import { findNamesNow } from './find-names-now.ts'
import type { PersonalDetail } from './personal-details.ts'

/** Names are looked up for so many acts at once. */
const NAMED_AT_ONCE = 250

interface Facts {
  /** The same in the audit rows of every part that the act touches; made by the side that begins it. */
  readonly auditId: AuditId
  readonly organization: OrganizationId | null
  /** Id of what was acted upon. */
  readonly subject: string
  /** Whose account it concerns, where neither actor nor subject is that account. */
  readonly account?: AccountId | null
  /** Never a secret. */
  readonly details?: Readonly<Record<string, string | number | null>>
  /** Details by which the person whom it concerns is known, such as an address: kept beside the entry, as names are. */
  readonly personal?: Readonly<Partial<Record<PersonalDetail, string>>>
}

/** An act as its rule lets it be: a guarded one only with its permit, any other by those alone who may do it. */
export type Act = {
  [Name in ActName]: Facts &
    (Name extends GuardedAct ? Permit<Name> : { readonly action: Name; readonly actor: ActorOf<Name> })
}[ActName]

/**
 * Writes an act down in the transaction that does it: either both are there or neither. Beside it stand the names that people
 * and things have in this transaction, after what it did so far.
 */
export async function recordAct(hub: Pick<Hub, 'db' | 'now'>, act: Act): Promise<void> {
  await recordActs(hub, [act])
}

/** The same for several, at once. */
export async function recordActs(hub: Pick<Hub, 'db' | 'now'>, acts: readonly Act[]): Promise<void> {
  for (const part of partsOf(acts, NAMED_AT_ONCE)) await write(hub, part)
}

async function write(hub: Pick<Hub, 'db' | 'now'>, acts: readonly Act[]): Promise<void> {
  const written = acts.map((act) => ({ ...act, id: newId('aud'), account: act.account ?? accountOf(act) }))
  const names = await findNamesNow(
    hub,
    written.map((act) => ({ ...act, kind: subjects[act.action] })),
  )
  const salted = written.map((act, index) => saltNames(act.id, { ...names[index], ...namesIn(act) }))
  const rows = written.map((act, index) => ({
    id: act.id,
    audit_id: act.auditId,
    at: hub.now(),
    organization: act.organization,
    actor: act.actor,
    action: act.action,
    subject: act.subject,
    account: act.account,
    details: JSON.stringify(act.details ?? {}),
    name_hashes: salted[index]?.hashes ?? null,
  }))
  await insertMany(hub.db, 'audit', rows)
  await insertMany(
    hub.db,
    'audit_names',
    salted.flatMap(({ rows }) => rows.map((row) => ({ ...row, name_key: row.person && nameKey(row.name) }))),
  )
}

/** The person whom an act is about by itself: the one acted upon, or the one who acts upon their own account. */
function accountOf({ subject, actor }: Act): AccountId | null {
  const own = actor.startsWith('account:') ? actor.slice('account:'.length) : ''
  return [subject, own].find(isAccountId) ?? null
}

function namesIn({ personal = {}, account }: Pick<Act, 'personal' | 'account'>): NamesThen {
  return Object.fromEntries(Object.entries(personal).map(([role, name]) => [role, { name, person: account ?? null }]))
}
