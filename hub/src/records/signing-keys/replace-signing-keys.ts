import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../acts/actor-of.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { makeKey } from './make-key.ts'
import { algorithms } from './signing-key.ts'
import * as signingKeys from './signing-keys-store.ts'

/**
 * For keys that a person may have stolen: new ones sign at once, and every older one, successors included, is gone from
 * the key set. Products fetch the new ones at the first token that names one; a token of an old key verifies nowhere
 * after a minute at most. Needs no key of the ring but the current one.
 */
export async function replaceSigningKeys(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { by }: { readonly by: ActorOf<'signing_key.remove'> },
): Promise<void> {
  const made = await Promise.all(algorithms.map(makeKey))
  await inTransaction(hub, async (hub) => {
    for (const jwk of made) {
      const { kid, alg } = jwk
      const act = { auditId: newId('aud'), organization: null, actor: by }
      for (const gone of await signingKeys.removeAll(hub.db, alg)) {
        await recordAct(hub, { ...act, action: 'signing_key.remove', subject: gone, details: { alg } })
      }
      // Where two do this at once, the key of the first signs; it is as new.
      const isFirst = await signingKeys.insert(hub, jwk, hub.now())
      if (isFirst) await recordAct(hub, { ...act, action: 'signing_key.activate', subject: kid, details: { alg } })
    }
  })
}
