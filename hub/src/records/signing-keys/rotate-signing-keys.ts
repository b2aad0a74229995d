import type { ActorOf } from '../acts/actor-of.ts'
import type { Hub } from '../../hub.ts'
import { advanceSigningKey } from './advance-signing-key.ts'
import { algorithms } from './signing-key.ts'
import * as signingKeys from './signing-keys-store.ts'

/**
 * Begins a rotation before a key is of age: each algorithm gets a successor in the key set, which signs once it was
 * published for as long as its lead; where one was published long enough, it signs from now on. What signed before stays
 * published for the overlap, so that nothing that is under way fails.
 */
export async function rotateSigningKeys(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { by }: { readonly by: ActorOf<'signing_key.publish'> },
): Promise<void> {
  const keys = await signingKeys.list(hub.db)
  for (const alg of algorithms) await advanceSigningKey(hub, { keys, alg, by, isDue: () => true })
}
