import { badge, type Brand, button, form, type Html, html, href, linkButton, narrow, table } from '@lanyard/ui'
import type { OrganizationId } from '../../ids.ts'
import { isInactiveOrSuspended, type Role } from '../../people/members/member.ts'
import type { Membership } from '../../people/members/memberships-of.ts'
import { refuseInactive } from '../../people/members/refuse-inactive.ts'
import { pages } from '../../messages/en/pages.ts'
import type { Refusal } from '../../refusal.ts'
import { refusalNotice } from '../refusal-notice.ts'
import { routes } from '../routes.ts'

const words = pages.organization

/** One of the organizations that the account belongs to. */
export interface OrganizationChoice {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly standing: 'active' | 'inactive' | 'suspended'
  /** The session is in it. */
  readonly current: boolean
}

export interface OrganizationView {
  readonly brand: Brand
  readonly organizations: readonly OrganizationChoice[]
  readonly refusal: Refusal | null
}

export function titleFor({ refusal, organizations }: Pick<OrganizationView, 'refusal' | 'organizations'>): string {
  if (refusal === null) return organizations.length === 0 ? words.noneTitle : words.title
  return refusal.code === 'organization_suspended' ? words.suspendedTitle : words.inactiveTitle
}

/** The account's organizations, those where the person is inactive said to be so. */
export function organizationPage(view: OrganizationView): Html {
  const { brand, organizations, refusal } = view
  const several = organizations.length > 1
  return narrow({
    brand,
    width: 'settings',
    title: titleFor(view),
    lead: refusal === null && (several ? words.lead : words.none),
    notices: refusalNotice({ brand }, refusal ?? undefined),
    children: [several && organizationTable(organizations), wayOut(refusal !== null || !several)],
  })
}

/**
 * Why the person is kept out of the organization that the session is in, or of their only one: then this page stands in
 * place of every other (A22). Null for who can go on.
 */
export function findInactivity(memberships: readonly Membership[], current: OrganizationId | null): Refusal | null {
  const [only, ...others] = memberships
  const here = others.length === 0 ? only : memberships.find(({ organization }) => organization.id === current)
  return here !== undefined && isInactiveOrSuspended(here.member) ? refuseInactive(here) : null
}

function organizationTable(organizations: readonly OrganizationChoice[]): Html {
  return table({
    caption: words.caption,
    columns: [{ label: words.organization }, { label: words.role }, { label: words.actions, kind: 'actions' }],
    rows: organizations.map((organization) => [
      organization.name,
      pages.members.roles[organization.role],
      standing(organization) ?? use(organization),
    ]),
    empty: words.none,
  })
}

function standing({ standing, current }: OrganizationChoice): Html | null {
  if (standing === 'suspended') return badge({ text: words.suspended, kind: 'bad' })
  if (standing === 'inactive') return badge({ text: words.inactive, kind: 'bad' })
  return current ? badge({ text: words.current, kind: 'good' }) : null
}

function use({ id, name }: OrganizationChoice): Html {
  return form({
    action: href(routes.organization),
    fields: { organization: id },
    layout: 'inline',
    children: button({ label: words.use(name) }),
  })
}

function wayOut(shut: boolean): Html {
  return html`<div class="actions">
    ${!shut && linkButton({ label: pages.launcher.title, href: href(routes.home) })}
    ${form({ action: href(routes.logout), layout: 'inline', children: button({ label: pages.banner.logOut }) })}
  </div>`
}
