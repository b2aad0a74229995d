import * as client from 'openid-client'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { DeploymentId } from '../../ids.ts'
import { registerDeploymentKeys } from '../../catalogue/clients/register-deployment-keys.ts'
import { ACR } from '../names.ts'

/** What a sign-in that a product began has to match when it comes back. */
export interface Begun {
  readonly url: URL
  readonly checks: client.AuthorizationCodeGrantChecks
}

/** A product of the suite: a certified relying party with the deployment's own key. */
export interface TestProduct {
  readonly config: client.Configuration
  /** Sends the browser to the hub, as a sign-in does. */
  begin(parameters?: Readonly<Record<string, string>>): Promise<Begun>
  /** Pushes the request first, as linking does (RFC 9126). */
  push(parameters: Readonly<Record<string, string>>): Promise<Begun>
  /** What the browser brings back, exchanged and verified. */
  redeem(begun: Begun, callback: URL): Promise<client.TokenEndpointResponse & client.TokenEndpointResponseHelpers>
  /** A fresh token for the hub's API. */
  apiToken(): Promise<string>
  /** Asks the hub's API under the deployment's own credentials. */
  callApi(method: string, path: string, body?: object): Promise<Response>
}

const SCOPE = 'openid profile email'

export async function openTestProduct(hub: Hub, deployment: DeploymentId): Promise<TestProduct> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const keys = [{ kty: 'EC', crv: 'P-256', x, y, kid: 'one', alg: 'ES256', use: 'sig' }]
  await registerDeploymentKeys(hub, { deployment, name: deployment, keys })
  const config = await client.discovery(
    new URL(hub.config.issuer),
    deployment,
    { id_token_signed_response_alg: 'ES256' },
    client.PrivateKeyJwt({ key: pair.privateKey, kid: 'one' }),
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  )
  const redirectUri = `${hub.config.origins[deployment] ?? ''}/connect/callback`

  const prepare = async (parameters: Readonly<Record<string, string>>) => {
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const checks = { pkceCodeVerifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() }
    const request = {
      redirect_uri: redirectUri,
      scope: SCOPE,
      acr_values: ACR,
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...parameters,
    }
    return { checks, request }
  }

  const api = `${hub.config.issuer}/api`
  const apiToken = async () => {
    const granted = await client.clientCredentialsGrant(config, { resource: api, scope: 'tenant_links' })
    return granted.access_token
  }
  return {
    config,
    apiToken,
    async begin(parameters = {}) {
      const { checks, request } = await prepare(parameters)
      return { checks, url: client.buildAuthorizationUrl(config, request) }
    },
    async push(parameters) {
      const { checks, request } = await prepare({ max_age: '0', ...parameters })
      return { checks, url: await client.buildAuthorizationUrlWithPAR(config, request) }
    },
    redeem: ({ checks }, callback) => client.authorizationCodeGrant(config, callback, checks),
    async callApi(method, path, body) {
      const token = await apiToken()
      return fetch(`${api}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
    },
  }
}

/** A product's request to link one of its tenants, in the form of the wire. */
export function aTenantLinkDetail(deployment: DeploymentId, tenant: { readonly id: string; readonly name: string }) {
  return {
    type: 'tenant_link',
    version: 1,
    link_id: newId('aud').replace('aud_', 'lnk_'),
    tenant,
    deployment,
    user: { id: 'usr_admin', name: 'admin' },
    audit_id: newId('aud'),
  }
}

/** The product's own yes to a link that a master has approved. */
export function confirmLink(product: TestProduct, link: string): Promise<Response> {
  return product.callApi('PUT', `/tenant-links/${link}`, { version: 1, state: 'active', audit_id: newId('aud') })
}
