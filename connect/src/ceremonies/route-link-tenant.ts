import type { Feature } from '../api/host.ts'
import type { RefusalCode } from '../records/notice.ts'
import { type AnswerFacts, refuseAnswer } from './route-sign-in.ts'

/** What is known, in the commit, when an admin comes back who switched the link on. */
export interface LinkTenantFacts {
  /** Known, unused, in time, of this browser, and of the same live session of the host. */
  readonly attempt: 'usable' | 'unusable'
  readonly answer: AnswerFacts
  /** The one who began is an active employee and an admin still. */
  readonly admin: boolean
  readonly feature: Feature
  /** The tenant holds a link already. */
  readonly tenantHeld: boolean
  /** Another tenant of this deployment holds the organization; `asked`: also after the hub was asked about that row. */
  readonly organization: 'free' | 'held' | 'asked'
}

export type LinkTenantRoute =
  { readonly to: 'settings'; readonly code: RefusalCode } | { readonly to: 'ask_hub' } | { readonly to: 'pending' }

/** Where an attempt to link a tenant leads. The first row that matches wins. */
export function routeLinkTenant(facts: LinkTenantFacts): LinkTenantRoute {
  const { attempt, answer, admin, feature, tenantHeld, organization } = facts
  const early = refuseAnswer(attempt, answer)
  if (early) return settings(early)
  if (!admin) return settings('not_an_admin')
  if (feature !== 'on') return settings('not_invited')
  if (tenantHeld) return settings('tenant_already_linked')
  if (organization === 'held') return { to: 'ask_hub' }
  if (organization === 'asked') return settings('organization_already_linked')
  return { to: 'pending' }
}

const settings = (code: RefusalCode): LinkTenantRoute => ({ to: 'settings', code })
