import { type Html, href, linkButton } from '@lanyard/ui'
import type { Refusal, RefusalCode } from '../refusal.ts'
import { refusalWays as words } from '../messages/en/refusal-ways.ts'
import { routes } from './routes.ts'

const { adminSettings, profileSettings } = routes

const connections = { label: words.connections, address: href(adminSettings.connections) }
const members = { label: words.members, address: href(adminSettings.members) }
const products = { label: words.products, address: href(profileSettings.products) }
const security = { label: words.security, address: href(profileSettings.security) }
const forgotPassword = { label: words.forgotPassword, address: href(routes.forgotPassword) }
const login = { label: words.login, address: href(routes.login) }

interface Way {
  readonly label: string
  readonly address: string
}

/**
 * The page that the next step of a refusal names: of this hub alone, never taken from what came with a request. A person
 * who is not logged in logs in on the way.
 */
const ways: { readonly [Code in RefusalCode]?: (details: Refusal['details']) => readonly Way[] } = {
  account_taken: () => [login],
  already_enrolled: () => [login],
  already_member: () => [members],
  client_unknown: () => [products],
  factor_unknown: ({ account }) => (account === undefined ? [security] : []),
  last_factor: () => [security],
  last_master: () => [members],
  link_expired: ({ mailed }) =>
    mailed === 'email' ? [{ label: words.email, address: href(profileSettings.email) }] : [forgotPassword],
  link_unknown: () => [connections],
  organization_already_linked: ({ module, origin }) => [...productAt(module, origin), connections],
  passkey_invalid: ({ cause }) => (cause === 'copied' ? [security] : []),
  password_wrong: () => [forgotPassword],
  session_unknown: () => [{ label: words.sessions, address: href(profileSettings.sessions) }],
  tenant_already_linked: () => [connections],
  too_many_factors: () => [security],
  user_link_unknown: () => [products],
}

/** The product that holds the organization, where the catalogue has its address. */
function productAt(module: unknown, origin: unknown): readonly Way[] {
  return typeof module === 'string' && typeof origin === 'string'
    ? [{ label: words.product(module), address: origin }]
    : []
}

export function waysOf({ code, details }: Pick<Refusal, 'code' | 'details'>): readonly Html[] {
  return (ways[code]?.(details) ?? []).map(({ label, address }) => linkButton({ label, href: address }))
}
