import { button, form, type Html, href } from '@lanyard/ui'
import { login } from '../../messages/en/login.ts'
import { isInactiveOrSuspended } from '../../people/members/member.ts'
import type { Membership } from '../../people/members/memberships-of.ts'
import { routes } from '../routes.ts'
import { ceremonyPage, type CeremonyFrame } from './frame.ts'

const words = login.organization

export interface OrganizationView extends CeremonyFrame {
  readonly memberships: readonly Membership[]
}

/** All of them, also those in which the person is inactive: they are to see why one of them does not open (A22). */
export function organizationPage(view: OrganizationView): Html {
  const { uid, memberships } = view
  const choices = memberships.map(({ member, organization: { id, name } }) =>
    button({ name: 'organization', value: id, label: isInactiveOrSuspended(member) ? words.inactive(name) : name }),
  )
  return ceremonyPage(view, {
    title: words.title,
    lead: words.lead,
    children: form({ action: href(routes.ceremony.organization, { uid }), children: choices }),
  })
}
