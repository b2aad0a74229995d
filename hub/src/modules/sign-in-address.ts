import type { Hub } from '../hub.ts'
import type { Deployment } from './module.ts'

/**
 * Where a product begins a sign-in by itself, third-party-initiated (OpenID Connect Core, section 4); null while nobody
 * knows where it is. The hint is shown and never trusted.
 */
export function signInAddress(
  hub: Pick<Hub, 'config'>,
  deployment: Deployment | null,
  username: string,
): string | null {
  if (deployment === null || deployment.origin === null) return null
  const address = new URL('/connect/initiate-login', deployment.origin)
  address.search = new URLSearchParams({ iss: hub.config.issuer, login_hint: username }).toString()
  return address.href
}
