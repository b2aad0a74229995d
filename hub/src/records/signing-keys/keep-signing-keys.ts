import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { advanceSigningKey } from './advance-signing-key.ts'
import { listSigningKeys } from './list-signing-keys.ts'
import { algorithms, type SigningKey } from './signing-key.ts'
import * as signingKeys from './signing-keys-store.ts'

/**
 * What the hub does about its signing keys by itself: makes the first ones, publishes a successor one lead before a key
 * is of age, lets it sign when it was published that long, and takes out what signed before once the overlap is over.
 * Any number of nodes may do it at once.
 *
 * @returns every key that is published now
 */
export async function keepSigningKeys(hub: Pick<Hub, 'db' | 'config' | 'now'>): Promise<readonly SigningKey[]> {
  const { signingKey, signingKeyLead, signingKeyOverlap } = hub.config.lifetimes
  const isDue = ({ activatedAt }: { readonly activatedAt: number }) =>
    hub.now() >= activatedAt + signingKey - signingKeyLead
  let keys = await listSigningKeys(hub)
  for (const alg of algorithms) {
    if (await advanceSigningKey(hub, { keys, alg, by: 'hub', isDue })) keys = await listSigningKeys(hub)
  }
  const before = hub.now() - signingKeyOverlap
  if (!keys.some((key) => key.state === 'retired' && key.retiredAt <= before)) return keys
  await inTransaction(hub, async (hub) => {
    for (const kid of await signingKeys.removeRetired(hub.db, before)) {
      const act = { organization: null, actor: 'hub', action: 'signing_key.remove', subject: kid } as const
      await recordAct(hub, { auditId: newId('aud'), ...act })
    }
  })
  return listSigningKeys(hub)
}
