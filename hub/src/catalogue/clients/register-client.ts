import { randomBytes } from 'node:crypto'
import { readAddress } from '@lanyard/running'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { readName } from '../../names.ts'
import { Refusal } from '../../refusal.ts'
import { hashToken } from '../../secrets/hash-token.ts'
import { type AuthMethod, type ClientMetadata, isPublicKey, type PublicJwk, type RegisteredClient } from './client.ts'
import * as clients from './clients-store.ts'

export interface Registration {
  readonly name: string
  /** Compared letter by letter with what a request says. */
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris?: readonly string[]
  readonly backchannelLogoutUri?: string
  readonly auth?: AuthMethod
  /** Public keys; for `private_key_jwt`. */
  readonly jwks?: { readonly keys: readonly PublicJwk[] }
  readonly idTokenAlg?: 'ES256' | 'RS256'
  /** For a confidential client that cannot do PKCE. */
  readonly withoutPkce?: boolean
  /** Its people are asked for consent. */
  readonly thirdParty?: boolean
  /** Only its members may use the client; all organizations by default. */
  readonly organization?: OrganizationId
}

interface NewClient {
  readonly client: Omit<RegisteredClient, 'createdAt'>
  /** Said once, and kept as a hash; null where the client proves itself otherwise. */
  readonly secret: string | null
}

/**
 * Makes a client that is no module of the suite; nothing is written yet.
 *
 * @throws {Refusal} `client_invalid` with `field`, `name_invalid`
 */
export function readRegistration(registration: Registration): NewClient {
  const name = readName(registration.name)
  const metadata = readMetadata(registration)
  const id = `cli_${randomBytes(16).toString('base64url')}`
  const hasSecret = metadata.token_endpoint_auth_method.startsWith('client_secret_')
  const secret = hasSecret ? randomBytes(32).toString('base64url') : null
  const secretHash = secret === null ? null : hashToken(secret)
  const { organization = null } = registration
  return { client: { kind: 'registered', id, name, organization, metadata, secretHash }, secret }
}

/** Writes it, in the transaction of the caller. */
export async function registerClient(hub: Pick<Hub, 'db' | 'now'>, client: NewClient['client']): Promise<void> {
  await clients.insert(hub.db, { ...client, createdAt: hub.now() })
}

function readMetadata(request: Registration): ClientMetadata {
  const { auth = 'client_secret_basic', jwks, withoutPkce = false } = request
  check('redirect_uris', request.redirectUris.length > 0)
  checkAddresses('redirect_uris', request.redirectUris)
  checkAddresses('post_logout_redirect_uris', request.postLogoutRedirectUris ?? [])
  checkAddresses(
    'backchannel_logout_uri',
    request.backchannelLogoutUri === undefined ? [] : [request.backchannelLogoutUri],
  )
  check('jwks', (auth === 'private_key_jwt') === (jwks !== undefined && jwks.keys.length > 0))
  check('jwks', (jwks?.keys ?? []).every(isPublicKey))
  check('pkce', !(withoutPkce && auth === 'none'))
  return {
    redirect_uris: request.redirectUris,
    post_logout_redirect_uris: request.postLogoutRedirectUris ?? [],
    ...(request.backchannelLogoutUri === undefined ? {} : { backchannel_logout_uri: request.backchannelLogoutUri }),
    token_endpoint_auth_method: auth,
    ...(jwks === undefined ? {} : { jwks }),
    id_token_signed_response_alg: request.idTokenAlg ?? 'ES256',
    pkce: !withoutPkce,
    third_party: request.thirdParty ?? false,
  }
}

function checkAddresses(field: string, addresses: readonly string[]): void {
  for (const address of addresses) {
    try {
      readAddress(address)
    } catch (cause) {
      throw new Refusal('client_invalid', { field, why: cause instanceof Error ? cause.message : '' })
    }
    check(field, !address.includes('#'), `"${address}" holds a #`)
  }
}

function check(field: string, right: boolean, why = ''): void {
  if (!right) throw new Refusal('client_invalid', { field, ...(why !== '' && { why }) })
}
