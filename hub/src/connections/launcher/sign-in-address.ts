import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import type { Deployment } from '../../catalogue/modules/module.ts'

/**
 * Where a product begins a sign-in by itself, third-party-initiated (OpenID Connect Core, section 4), into this
 * organization and no other; null while no one knows where it is. The username is shown and never trusted.
 */
export function signInAddress(
  hub: Pick<Hub, 'config'>,
  deployment: Deployment | null,
  { username, organization }: { readonly username: string; readonly organization: OrganizationId },
): string | null {
  if (deployment === null || deployment.origin === null) return null
  const address = new URL('/connect/initiate-login', deployment.origin)
  address.search = new URLSearchParams({ iss: hub.config.issuer, login_hint: username, organization }).toString()
  return address.href
}
