import type { ActorOf } from '../acts/actor-of.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { seal, unseal } from '@lanyard/storage/secrets'
import { type Envelope, listOthers, replaceEnvelope } from './find-envelopes.ts'
import { purposeOf, type SealedColumn, sealedColumns } from '../../secrets/sealed-columns.ts'

/** What became of a column's envelopes that were not under the ring's current key. */
export interface ResealReport {
  readonly column: SealedColumn
  readonly count: number
  /** Ids of rows whose envelope no key of the ring opens; they are as they were. */
  readonly unopened: readonly string[]
}

/**
 * Puts every secret of the ledger under the ring's current key, so that the older ones can be taken out. Row by row and by
 * compare-and-set, beside a hub that serves; whatever interrupts it, it goes on where it stopped when called again.
 */
export async function resealSecrets(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { by }: { readonly by: ActorOf<'secrets.reseal'> },
): Promise<readonly ResealReport[]> {
  const resealed: ResealReport[] = []
  for (const column of Object.keys(sealedColumns) as SealedColumn[]) resealed.push(await resealColumn(hub, column))
  const details = { count: resealed.reduce((sum, { count }) => sum + count, 0) }
  const act = { auditId: newId('aud'), organization: null, actor: by, subject: hub.config.keys.current.id, details }
  await recordAct(hub, { ...act, action: 'secrets.reseal' })
  return resealed
}

async function resealColumn(hub: Pick<Hub, 'db' | 'config'>, column: SealedColumn): Promise<ResealReport> {
  const key = hub.config.keys.current.id
  const unopened: string[] = []
  let count = 0
  let after = ''
  for (;;) {
    const envelopes = await listOthers(hub, { column, key, after })
    const last = envelopes.at(-1)
    if (last === undefined) return { column, count, unopened }
    for (const envelope of envelopes) {
      const anew = resealed(hub, envelope)
      if (anew === null) unopened.push(envelope.id)
      else if (await replaceEnvelope(hub, envelope, anew)) count += 1
    }
    after = last.id
  }
}

/** @returns null where no key of the ring opens it */
function resealed({ config: { keys } }: Pick<Hub, 'config'>, { column, id, sealed }: Envelope): string | null {
  const purpose = purposeOf(column, id)
  try {
    return seal(keys, purpose, unseal(keys, purpose, sealed))
  } catch {
    return null
  }
}
