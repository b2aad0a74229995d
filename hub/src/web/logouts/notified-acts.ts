import { findActions } from '../../records/audit/find-actions.ts'
import { type ActResult, timeToLastAnswer } from '../../delivery/deliveries/delivery.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { listDeployments } from '../../catalogue/modules/catalogue.ts'
import { listMemberNames } from '../../people/members/list-members.ts'
import { audit } from '../../messages/en/audit.ts'
import { logouts as words } from '../../messages/en/logouts.ts'
import type { Organization } from '../../people/organizations/organization.ts'
import { nameClients } from '../sessions/name-clients.ts'
import { plural } from '@lanyard/ui'
import { language } from '../../messages/en/language.ts'

/** An act of which products were told, in the words of people. */
export interface NotifiedAct extends ActResult {
  readonly what: string
  /** Whom it was about; null for a whole connection. */
  readonly whom: string | null
  readonly confirmed: number
  readonly took: number | null
  readonly nameOf: (recipient: string) => string
  /** The page of a product that a path leads to, on the product's own origin; null for a client without one. */
  readonly settingsOf: (recipient: string, path: string | null) => string | null
}

/**
 * The acts with the names that an organization's masters know everyone by. What a person does with their own account is
 * their own business: of that it says no more than that sessions ended.
 */
export async function nameNotifiedActs(
  hub: Pick<Hub, 'db' | 'config'>,
  organization: Organization,
  acts: readonly ActResult[],
): Promise<readonly NotifiedAct[]> {
  const known = await findActions(
    hub,
    acts.map(({ auditId }) => auditId),
  )
  const listed = await listMemberNames(hub, organization.id)
  const people = new Map(listed.map(({ account, name, invitedEmail }) => [account, name || invitedEmail]))
  const client = await nameClients(hub)
  const origins = new Map<string, string | null>((await listDeployments(hub)).map(({ id, origin }) => [id, origin]))
  const settingsOf = (recipient: string, path: string | null) => {
    const origin = origins.get(recipient)
    return origin == null || path === null ? null : new URL(path, origin).href
  }
  return acts.map((told) => {
    const written = known.get(told.auditId) ?? []
    const here = written.find((act) => act.organization === organization.id)
    const own = written.find((act) => act.organization === null)
    return withAnswers(told, {
      what: here
        ? (audit.acts[here.action] ?? audit.otherAct)
        : ((own && words.own[own.action]) ?? words.sessionsEnded),
      whom: nameAll(told.accounts, people),
      nameOf: (recipient) => client(recipient) ?? words.gone(recipient),
      settingsOf,
    })
  })
}

/** The same act, with what was answered meanwhile. */
export function withAnswers(
  told: ActResult,
  named: Pick<NotifiedAct, 'what' | 'whom' | 'nameOf' | 'settingsOf'>,
): NotifiedAct {
  const confirmed = told.deliveries.filter(({ answeredAt }) => answeredAt !== null).length
  return { ...named, ...told, confirmed, took: timeToLastAnswer(told) }
}

function nameAll(accounts: readonly AccountId[], people: ReadonlyMap<AccountId | null, string>): string | null {
  const [only, ...others] = accounts
  if (only === undefined) return null
  return others.length === 0 ? (people.get(only) ?? words.unnamed) : plural(accounts.length, words.people, language)
}
