import { foldName } from '@lanyard/text'
import type { PeopleFilter } from '../../records/audit/act-filter.ts'
import type { WrittenAct } from '../../records/audit/written-act.ts'
import type { Hub } from '../../hub.ts'
import { isLinkId } from '../../ids.ts'
import { listMemberNames } from '../../people/members/list-members.ts'
import { called } from '../../messages/en/called.ts'
import { regions } from '../../messages/en/regions.ts'
import { listDeployments, listModules } from '../../catalogue/modules/catalogue.ts'
import type { Organization } from '../../people/organizations/organization.ts'
import { listTokens } from '../../people/provisioning/find-token.ts'
import { findTenantLink } from '../../connections/tenant-links/find-links.ts'

/** A company in a product, which a link leads to. */
export interface Company {
  readonly product: string
  readonly name: string
  readonly region: string
}

/** The names that people know an organization's people and products by today. */
export interface Names {
  readonly hub: string
  /** What is known of an id; the id itself where nothing is. */
  readonly of: (id: string) => string
  readonly deployment: (id: string) => Pick<Company, 'product' | 'region'> | null
  /** By the id of a link, where it was looked up. */
  readonly company: (link: string) => Company | null
  /** People with the text in their name, username or address. */
  readonly meaning: (text: string) => PeopleFilter
}

export async function findNames(
  hub: Pick<Hub, 'db' | 'config'>,
  { organization, hubName }: { readonly organization: Organization; readonly hubName: string },
): Promise<Names> {
  const listed = await listMemberNames(hub, organization.id)
  const modules = await listModules(hub)
  const names = new Map<string, string>([[organization.id, organization.name]])
  const places = new Map<string, Pick<Company, 'product' | 'region'>>()
  for (const { id, name } of modules) names.set(id, name)
  for (const { id, module, region } of await listDeployments(hub)) {
    const product = names.get(module) ?? module
    names.set(id, `${product} ${regions[region]}`)
    places.set(id, { product, region })
  }
  for (const { id, account, name, invitedEmail } of listed) {
    names.set(id, name ?? invitedEmail)
    if (account !== null) names.set(account, name ?? invitedEmail)
  }
  for (const { id, name } of await listTokens(hub, organization.id)) names.set(id, name)
  return {
    hub: hubName,
    of: (id) => names.get(id) ?? id,
    deployment: (id) => places.get(id) ?? null,
    company: () => null,
    meaning(text) {
      const meant = listed.filter(({ name, username, email, invitedEmail }) =>
        [name, username, email, invitedEmail].some((called) => includes(called ?? '', text)),
      )
      return {
        members: meant.map(({ id }) => id),
        accounts: meant.flatMap(({ account }) => account ?? []),
        then: text,
      }
    },
  }
}

function includes(name: string, text: string): boolean {
  return foldName(name).includes(foldName(text))
}

/** With the companies that connections led to, of acts that were written down without names. */
export async function withCompanies(hub: Pick<Hub, 'db'>, acts: readonly WrittenAct[], names: Names): Promise<Names> {
  const companies = new Map<string, Company>()
  for (const id of new Set(acts.filter((act) => act.names === null).map(({ subject }) => subject))) {
    const link = isLinkId(id) ? await findTenantLink(hub, id) : null
    const place = link === null ? null : names.deployment(link.deployment)
    if (link === null || place === null || link.state === 'ended_before_approval') continue
    companies.set(id, { ...place, name: called(link.tenant) })
  }
  return { ...names, company: (link) => companies.get(link) ?? null }
}
