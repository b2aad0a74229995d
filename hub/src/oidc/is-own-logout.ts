import type { KoaContextWithOIDC } from 'oidc-provider'
import { clientDeployment } from './client-facts.ts'

/**
 * Does one of the suite's products ask to end the very session of this browser? Its ID token says so, whose signature and
 * audience the provider has checked. The product has asked the person already; anyone else's request is asked about here
 * (OpenID Connect RP-Initiated Logout 1.0, section 2; T24).
 */
export function isOwnLogout({ oidc }: KoaContextWithOIDC): boolean {
  const { client, session, entities } = oidc
  const hint = entities.IdTokenHint?.payload
  if (!client || !session || !hint || clientDeployment(client) === null) return false
  const sid = session.authorizations?.[client.clientId]?.sid
  return sid !== undefined && hint['sid'] === sid && hint['sub'] === session.accountId
}
