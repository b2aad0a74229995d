import { badge, type Brand, button, form, type Html, html, href, linkButton, narrow, table } from '@lanyard/ui'
import type { Role } from '../../members/member.ts'
import { pages } from '../../messages/en/pages.ts'
import { Refusal } from '../../refusal.ts'
import { refusalNotice } from '../refusal-notice.ts'
import { routes } from '../routes.ts'

const words = pages.organization

/** One of the organizations that the account belongs to. */
export interface OrganizationChoice {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly status: 'active' | 'inactive'
  /** The session is in it. */
  readonly current: boolean
}

export interface OrganizationView {
  readonly brand: Brand
  readonly organizations: readonly OrganizationChoice[]
  readonly refusal: Refusal | null
}

/** The account's organizations, those where the person is inactive said to be so. */
export function organizationPage({ brand, organizations, refusal }: OrganizationView): Html {
  const several = organizations.length > 1
  return narrow({
    brand,
    width: 'settings',
    title: refusal === null ? words.title : words.inactiveTitle,
    lead: refusal === null && several && words.lead,
    notices: refusal !== null && refusalNotice({ brand }, refusal),
    children: [several && organizationTable(organizations), wayOut(refusal !== null)],
  })
}

/**
 * Why the person is kept out of the organization that the session is in, or of their only one: then this page stands in
 * place of every other (A22). Null for who can go on.
 */
export function findInactivity(organizations: readonly OrganizationChoice[]): Refusal | null {
  const here = organizations.length === 1 ? organizations[0] : organizations.find(({ current }) => current)
  return here?.status === 'inactive' ? new Refusal('member_inactive', { organization: here.name }) : null
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

function standing({ status, current }: OrganizationChoice): Html | null {
  if (status === 'inactive') return badge({ text: words.inactive, kind: 'bad' })
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
