import { createPublicKey } from 'node:crypto'
import type { DeploymentId, ModuleId, OrganizationId } from '../../ids.ts'
import type { Instant } from '../../clock.ts'
import type { Region } from '../modules/module.ts'

/** A public key of a product, as it registered it. */
export type PublicJwk = Readonly<Record<string, unknown>> & { readonly kty: string }

/** Whether a key can check what its owner signs, and holds nothing of what signs it. */
export function isPublicKey(key: PublicJwk): boolean {
  if ('d' in key || key.kty === 'oct') return false
  try {
    createPublicKey({ key, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

/** What a client registered with; names as in OpenID Connect Dynamic Client Registration. */
export interface ClientMetadata {
  readonly redirect_uris: readonly string[]
  readonly post_logout_redirect_uris: readonly string[]
  readonly backchannel_logout_uri?: string
  readonly token_endpoint_auth_method: AuthMethod
  readonly jwks?: { readonly keys: readonly PublicJwk[] }
  readonly id_token_signed_response_alg: 'ES256' | 'RS256'
  /** Off only for an off-the-shelf client that cannot do it, and never for a public one. */
  readonly pkce: boolean
  /** Its people are asked for consent. */
  readonly third_party: boolean
}

export type AuthMethod = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none'

/** A deployment of the suite: addresses come from its origin, wherever that is today. */
export interface DeploymentClient {
  readonly kind: 'deployment'
  /** The deployment's id. */
  readonly id: string
  readonly name: string
  readonly deployment: DeploymentId
  readonly module: ModuleId
  readonly region: Region
  readonly origin: string | null
  readonly jwks: { readonly keys: readonly PublicJwk[] }
}

/** Any other client, registered by the operator. */
export interface RegisteredClient {
  readonly kind: 'registered'
  readonly id: string
  readonly name: string
  /** Only its members may use the client; null for everyone. */
  readonly organization: OrganizationId | null
  readonly metadata: ClientMetadata
  /** SHA-256 of the secret, which has 256 random bits; null where there is none. */
  readonly secretHash: string | null
  readonly createdAt: Instant
}

export type Client = DeploymentClient | RegisteredClient
