import type Provider from 'oidc-provider'
import type { DeploymentId } from '../ids.ts'
import { clientDeployment } from './client-facts.ts'
import { API_SCOPE, apiAddress } from './names.ts'

/**
 * Which deployment calls the API: the one that holds a token that it got with its own credentials, for this API, a short
 * while ago (CONFIRM_BY_CLIENT). Tokens that came of a person's login open nothing here.
 *
 * @returns null for everyone else
 */
export async function authenticateDeployment(provider: Provider, request: Request): Promise<DeploymentId | null> {
  const [, value] = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (value === undefined) return null
  const token = await provider.ClientCredentials.find(value)
  const forThisApi = token?.aud === apiAddress(provider.issuer) && token.scope?.split(' ').includes(API_SCOPE)
  if (!token?.clientId || forThisApi !== true) return null
  const client = await provider.Client.find(token.clientId)
  return client ? clientDeployment(client) : null
}
