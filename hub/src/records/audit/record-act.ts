import { insertMany } from '@lanyard/storage'
import type { ActorOf } from '../acts/actor-of.ts'
import type { GuardedAct, Permit } from '../acts/guarded-act.ts'
import type { ActName } from '../acts/rules.ts'
import type { Hub } from '../../hub.ts'
import { isAccountId, newId } from '../../ids.ts'
import type { AccountId, AuditId, OrganizationId } from '../../ids.ts'

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
}

/** An act as its rule lets it be: a guarded one only with its permit, any other by those alone who may do it. */
export type Act = {
  [Name in ActName]: Facts &
    (Name extends GuardedAct ? Permit<Name> : { readonly action: Name; readonly actor: ActorOf<Name> })
}[ActName]

/** Writes an act down in the transaction that does it: either both are there or neither. */
export async function recordAct(hub: Pick<Hub, 'db' | 'now'>, act: Act): Promise<void> {
  await recordActs(hub, [act])
}

/** The same for several, at once. */
export async function recordActs(hub: Pick<Hub, 'db' | 'now'>, acts: readonly Act[]): Promise<void> {
  const rows = acts.map((act) => ({
    id: newId('aud'),
    audit_id: act.auditId,
    at: hub.now(),
    organization: act.organization,
    actor: act.actor,
    action: act.action,
    subject: act.subject,
    account: act.account ?? accountOf(act),
    details: JSON.stringify(act.details ?? {}),
  }))
  await insertMany(hub.db, 'audit', rows)
}

/** The person whom an act is about by itself: the one acted upon, or the one who acts upon their own account. */
function accountOf({ subject, actor }: Act): AccountId | null {
  const own = actor.startsWith('account:') ? actor.slice('account:'.length) : ''
  return [subject, own].find(isAccountId) ?? null
}
