import { foldName } from '@lanyard/text'
import type { PeopleMeant } from '../../records/audit/act-filter.ts'
import type { WrittenAct } from '../../records/audit/written-act.ts'
import type { Hub } from '../../hub.ts'
import { isLinkId } from '../../ids.ts'
import { listMemberNames } from '../../people/members/list-members.ts'
import { audit as words } from '../../messages/en/audit.ts'
import { regions } from '../../messages/en/regions.ts'
import { listDeployments, listModules } from '../../catalogue/modules/catalogue.ts'
import type { Organization } from '../../people/organizations/organization.ts'
import { listTokens } from '../../people/provisioning/find-token.ts'
import { findTenantLink } from '../../connections/tenant-links/find-links.ts'

/** The names that people know an organization's people and products by. */
export interface Names {
  /** What is known of an id; the id itself where nothing is. */
  readonly of: (id: string) => string
  readonly ofActor: (actor: string) => string
  /** People with the text in their name, username or address. */
  readonly meaning: (text: string) => PeopleMeant
}

export async function findNames(
  hub: Pick<Hub, 'db' | 'config'>,
  { organization, hubName }: { readonly organization: Organization; readonly hubName: string },
): Promise<Names> {
  const listed = await listMemberNames(hub, organization.id)
  const modules = await listModules(hub)
  const names = new Map<string, string>([[organization.id, organization.name]])
  for (const { id, name } of modules) names.set(id, name)
  for (const { id, module, region } of await listDeployments(hub)) {
    names.set(id, `${names.get(module) ?? module} ${regions[region]}`)
  }
  for (const { id, account, name, invitedEmail } of listed) {
    names.set(id, name ?? invitedEmail)
    if (account !== null) names.set(account, name ?? invitedEmail)
  }
  for (const { id, name } of await listTokens(hub, organization.id)) names.set(id, name)
  const of = (id: string) => names.get(id) ?? id
  return {
    of,
    ofActor(actor) {
      const [kind, id = ''] = actor.split(/:(.*)/s)
      if (kind === 'hub') return hubName
      if (kind === 'provisioning') return words.provisioning(of(id))
      return kind === 'operator' ? words.operator(id) : of(id)
    },
    meaning(text) {
      const meant = listed.filter(({ name, username, email, invitedEmail }) =>
        [name, username, email, invitedEmail].some((called) => includes(called ?? '', text)),
      )
      return {
        members: meant.map(({ id }) => id),
        accounts: meant.flatMap(({ account }) => account ?? []),
        operator: text,
      }
    },
  }
}

function includes(name: string, text: string): boolean {
  return foldName(name).includes(foldName(text))
}

/** The companies in products that connections among these acts were about, by the connection's id. */
export async function findCompanies(
  hub: Pick<Hub, 'db'>,
  acts: readonly WrittenAct[],
  names: Names,
): Promise<ReadonlyMap<string, string>> {
  const companies = new Map<string, string>()
  const ids = new Set(acts.filter(({ action }) => action.startsWith('tenant_link.')).map(({ subject }) => subject))
  for (const id of ids) {
    const link = isLinkId(id) ? await findTenantLink(hub, id) : null
    if (link === null || link.state === 'ended_before_approval') continue
    companies.set(id, words.company(link.tenant.name, names.of(link.deployment)))
  }
  return companies
}
