import type { Hub } from '../../hub.ts'
import type { PrivateJwk, SigningKey } from './signing-key.ts'
import * as signingKeys from './signing-keys-store.ts'

const ORDER = { current: 0, next: 1, retired: 2 } as const satisfies Record<SigningKey['state'], number>

/** Every key that is published, those that sign first. */
export async function listSigningKeys(hub: Pick<Hub, 'db'>): Promise<readonly SigningKey[]> {
  return (await signingKeys.list(hub.db)).toSorted(byState)
}

/**
 * The same with their private parts: what the provider is made of, which signs with the first of an algorithm.
 *
 * @throws {Error} where the ring does not open a key
 */
export async function listPrivateKeys(
  hub: Pick<Hub, 'db' | 'config'>,
): Promise<readonly (SigningKey & { readonly jwk: PrivateJwk })[]> {
  return (await signingKeys.listPrivate(hub)).toSorted(byState)
}

function byState(one: SigningKey, other: SigningKey): number {
  return ORDER[one.state] - ORDER[other.state]
}
