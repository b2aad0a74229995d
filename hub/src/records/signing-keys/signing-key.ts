import type { Instant } from '../../clock.ts'

/** ES256, and RS256 for clients that insist; the hub signs with one key of each. */
export const algorithms = ['ES256', 'RS256'] as const
export type Algorithm = (typeof algorithms)[number]

/**
 * A key of the hub, without its private part. Products find all of these in the hub's key set (RFC 7517): the `next` one
 * before it signs anything, so that everyone knows it in time; the `current` one, which signs; and `retired` ones, as
 * long as something that they signed may be shown.
 */
export type SigningKey = {
  readonly kid: string
  readonly alg: Algorithm
  readonly createdAt: Instant
} & (
  | { readonly state: 'next' }
  | { readonly state: 'current'; readonly activatedAt: Instant }
  | { readonly state: 'retired'; readonly activatedAt: Instant; readonly retiredAt: Instant }
)

/** The key itself, as the provider takes it. */
export type PrivateJwk = JsonWebKey & { readonly kid: string; readonly alg: Algorithm; readonly use: 'sig' }
