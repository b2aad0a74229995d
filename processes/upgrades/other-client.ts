import assert from 'node:assert/strict'
import { addClient } from '@lanyard/hub/src/people/organizations/add-client.ts'
import { takeBackAccess } from '@lanyard/hub/src/people/client-access/take-back-access.ts'
import type { AccountId } from '@lanyard/hub/src/ids.ts'
import { asOwner } from '@lanyard/hub/testing.ts'
import type { OpenHub } from '@lanyard/suite/src/open-parts.ts'
import * as client from 'openid-client'
import type { Visitor } from '../crashes/visitor.ts'
import type { KeptWorld } from './kept-world.ts'

/** Nothing listens there, so a logout waits to be delivered. */
const LOGOUT_URI = 'http://localhost:2/logout'

/** Two people log in to a client that is no product of the suite. The first one's tokens last; the other takes them back. */
export async function grantClient(
  hub: OpenHub,
  stays: Visitor,
  goes: { readonly visitor: Visitor; readonly account: AccountId },
): Promise<KeptWorld['client']> {
  const redirectUri = `${hub.config.issuer}/healthz`
  const registration = { name: 'Wiki', redirectUris: [redirectUri], backchannelLogoutUri: LOGOUT_URI }
  const { id, secret } = await addClient(hub, { ...registration, by: 'operator:test' })
  assert.ok(secret !== null)
  const config = await discover(hub.config.issuer, id, secret)
  const refreshToken = await authorize(config, redirectUri, stays)
  await authorize(config, redirectUri, goes.visitor)
  await takeBackAccess(hub, { ...asOwner(hub, goes.account), client: id })
  return { id, secret, refreshToken }
}

/** @returns a refresh token */
async function authorize(config: client.Configuration, redirectUri: string, visitor: Visitor): Promise<string> {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid offline_access',
    prompt: 'consent',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const { url: back } = await visitor.get(url.href)
  const { refresh_token: refreshToken } = await client.authorizationCodeGrant(config, back, { pkceCodeVerifier })
  assert.ok(refreshToken)
  return refreshToken
}

/** A client of the hub, which is on loopback. */
export async function discover(issuer: string, id: string, secret: string): Promise<client.Configuration> {
  const metadata = { id_token_signed_response_alg: 'ES256' }
  const execute = [client.allowInsecureRequests]
  return client.discovery(new URL(issuer), id, metadata, client.ClientSecretBasic(secret), { execute })
}
