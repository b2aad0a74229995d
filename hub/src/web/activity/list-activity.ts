import { listAccounts } from '../../people/accounts/find-account.ts'
import type { Actor } from '../../actor.ts'
import { type AccountAct, listAccountActs } from '../../records/audit/list-account-acts.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, isAccountId, isMemberId } from '../../ids.ts'
import { findAccountOf } from '../../people/members/find-member.ts'
import { activity as words } from '../../messages/en/activity.ts'
import { nameSecondFactor } from '../../messages/en/second-factors.ts'
import { listModules } from '../../catalogue/modules/catalogue.ts'
import { getOrganization } from '../../people/organizations/find-organization.ts'
import { listTokens } from '../../people/provisioning/find-token.ts'
import { nameClients } from '../sessions/name-clients.ts'
import type { ActivityRow } from './activity-page.ts'

type Part = Pick<Hub, 'db' | 'config' | 'now'>

/** A page of what happened to an account, with the names that people know everyone by. */
export async function listActivity(
  hub: Part,
  { account, before, hubName }: { readonly account: AccountId; readonly before: string; readonly hubName: string },
): Promise<{ readonly rows: readonly ActivityRow[]; readonly older: string | null }> {
  const { acts, older } = await listAccountActs(hub, account, before)
  const nameOf = await nameActors(hub, acts, { account, hubName })
  const modules = new Map<string, string>((await listModules(hub)).map(({ id, name }) => [id, name]))
  const organizations = await nameOrganizations(hub, acts)
  const rows = acts.map((act) => ({
    at: act.at,
    what: words.happened(act.action, act.details),
    by: nameOf(act),
    details: detailsOf(act, { modules, organizations }),
  }))
  return { rows, older }
}

/** What helps to tell one's own act from another's: the organization, the device and its address, the product, the new name or address. */
function detailsOf(
  { action, organization, details }: AccountAct,
  { modules, organizations }: Readonly<Record<'modules' | 'organizations', ReadonlyMap<string, string>>>,
): string {
  const text = (name: string): string | null => {
    const value = details[name]
    return value === undefined || value === null || value === '' ? null : String(value)
  }
  const [module, tenant, from, to] = [text('module'), text('tenant'), text('from'), text('to')]
  const product = module === null ? null : (modules.get(module) ?? module)
  const factor = text('factor')
  const isAboutAPlace = /^(member|invitation)\./.test(action)
  const parts = [
    isAboutAPlace && organization !== null ? (organizations.get(organization) ?? null) : null,
    text('device'),
    text('address'),
    tenant !== null && product !== null ? words.inCompany(tenant, product) : product,
    from !== null && to !== null ? words.fromTo(from, to) : to,
    text('name'),
    factor !== null ? nameSecondFactor(factor) : null,
    text('reason'),
  ]
  return parts.filter((part) => part !== null).join(', ')
}

async function nameOrganizations(hub: Part, acts: readonly AccountAct[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const id of new Set(acts.flatMap(({ organization }) => organization ?? []))) {
    names.set(id, (await getOrganization(hub, id)).name)
  }
  return names
}

async function nameActors(
  hub: Part,
  acts: readonly AccountAct[],
  { account, hubName }: { readonly account: AccountId; readonly hubName: string },
): Promise<(act: AccountAct) => string> {
  const people = await accountsOf(hub, acts)
  const nameClient = await nameClients(hub)
  const directories = await nameDirectories(hub, acts)
  const named = await listAccounts(hub, [...new Set(people.values())])
  const names = new Map(named.map(({ id, name }) => [id, name]))
  return ({ actor, actorName }) => {
    if (actor === 'hub') return hubName
    if (actor.startsWith('operator:')) return words.operator
    const directory = directories.get(actor)
    if (directory !== undefined) return words.provisioning(actorName ?? directory)
    const deployment = actor.replace(/^deployment:/, '')
    if (deployment !== actor) return actorName ?? nameClient(deployment) ?? words.aProduct
    const person = people.get(actor)
    if (person === account) return words.you
    return actorName ?? ((person && names.get(person)) || words.unnamed)
  }
}

/** What the operator calls the directories among the actors. */
async function nameDirectories(hub: Part, acts: readonly AccountAct[]): Promise<ReadonlyMap<Actor, string>> {
  const theirs = acts.filter(({ actor }) => actor.startsWith('provisioning:'))
  const names = new Map<Actor, string>()
  for (const organization of new Set(theirs.flatMap((act) => act.organization ?? []))) {
    for (const { id, name } of await listTokens(hub, organization)) names.set(`provisioning:${id}`, name)
  }
  return names
}

/** Who the people among the actors are. */
async function accountsOf(hub: Part, acts: readonly AccountAct[]): Promise<ReadonlyMap<Actor, AccountId>> {
  const people = new Map<Actor, AccountId>()
  for (const actor of new Set(acts.map((act) => act.actor))) {
    const id = actor.replace(/^(account|member):/, '')
    const account = isMemberId(id) ? await findAccountOf(hub, id) : isAccountId(id) ? id : null
    if (account !== null) people.set(actor, account)
  }
  return people
}
