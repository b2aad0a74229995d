import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../acts/actor-of.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { makeKey } from './make-key.ts'
import type { Algorithm, SigningKey } from './signing-key.ts'
import * as signingKeys from './signing-keys-store.ts'

type Needs = Pick<Hub, 'db' | 'config' | 'now'>

interface Advance {
  /** All there are. Of two nodes that have read the same ones, one is too late, and changes nothing. */
  readonly keys: readonly SigningKey[]
  readonly alg: Algorithm
  readonly by: ActorOf<'signing_key.publish'>
  /** Whether a successor is to be published where there is none yet. */
  readonly isDue: (current: SigningKey & { readonly state: 'current' }) => boolean
}

/**
 * Takes the next step of one algorithm's rotation, if it is time: a first key, a successor published, or a successor that
 * was published for as long as its lead made the one that signs. Of several nodes that do it at once, one does.
 *
 * @returns whether it was time
 */
export async function advanceSigningKey(hub: Needs, { keys, alg, by, isDue }: Advance): Promise<boolean> {
  const ofAlg = keys.filter((key) => key.alg === alg)
  const current = ofAlg.find((key) => key.state === 'current')
  const next = ofAlg.find((key) => key.state === 'next')
  if (current === undefined) {
    await add(hub, alg, 'current', by)
  } else if (next !== undefined) {
    if (hub.now() < signsAt(hub, next)) return false
    await promote(hub, { next, current, by })
  } else {
    if (!isDue(current)) return false
    await add(hub, alg, 'next', by)
  }
  return true
}

/** When a key that is published begins to sign. */
export function signsAt({ config }: Pick<Hub, 'config'>, { createdAt }: SigningKey): number {
  return createdAt + config.lifetimes.signingKeyLead
}

async function add(
  hub: Needs,
  alg: Algorithm,
  state: 'next' | 'current',
  by: ActorOf<'signing_key.publish'>,
): Promise<void> {
  const jwk = await makeKey(alg)
  await inTransaction(hub, async (hub) => {
    const isFirst = await signingKeys.insert(hub, jwk, state === 'current' ? hub.now() : null)
    if (isFirst) await record(hub, state === 'current' ? 'signing_key.activate' : 'signing_key.publish', jwk, by)
  })
}

async function promote(
  hub: Needs,
  {
    next,
    current,
    by,
  }: Readonly<Record<'next' | 'current', SigningKey>> & { readonly by: ActorOf<'signing_key.publish'> },
): Promise<void> {
  await inTransaction(hub, async (hub) => {
    const at = hub.now()
    if (!(await signingKeys.retire(hub.db, current.kid, at))) return
    if (!(await signingKeys.activate(hub.db, next.kid, at))) throw new Error(`Signing key ${next.kid} signs already`)
    await record(hub, 'signing_key.activate', next, by)
  })
}

async function record(
  hub: Needs,
  action: 'signing_key.publish' | 'signing_key.activate',
  { kid, alg }: { readonly kid: string; readonly alg: Algorithm },
  actor: ActorOf<'signing_key.publish'>,
): Promise<void> {
  await recordAct(hub, { auditId: newId('aud'), organization: null, actor, action, subject: kid, details: { alg } })
}
