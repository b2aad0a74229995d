import type { Hub } from '../../hub.ts'
import type { DeploymentId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { isPublicKey, type PublicJwk } from './client.ts'
import * as clients from './clients-store.ts'

/**
 * Makes a deployment a client that proves itself by these keys, in the caller's transaction. Registered again,
 * the new keys count and the old ones do not.
 *
 * @throws {Refusal} `client_invalid` when a key is not a public one
 */
export async function registerDeploymentKeys(
  hub: Pick<Hub, 'db' | 'now'>,
  {
    deployment,
    name,
    keys,
  }: {
    readonly deployment: DeploymentId
    readonly name: string
    readonly keys: readonly PublicJwk[]
  },
): Promise<void> {
  if (!keys.every(isPublicKey)) throw new Refusal('client_invalid', { field: 'jwks' })
  await clients.setDeploymentKeys(hub.db, { id: deployment }, { name, keys, at: hub.now() })
}
