import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { OrganizationId, ProvisioningTokenId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { ProvisioningToken } from './provisioning-token.ts'
import * as tokens from './provisioning-store.ts'

interface End {
  readonly organization: OrganizationId
  readonly token: ProvisioningTokenId
  readonly by: `operator:${string}`
}

/**
 * Takes a directory's rights away for good, from this commit on; what it did stays done. One that had ended stays so.
 *
 * @throws {Refusal} `provisioning_unknown` (also for a token of another organization)
 */
export async function endToken(
  hub: Pick<Hub, 'db' | 'now'>,
  { organization, token: id, by }: End,
): Promise<ProvisioningToken> {
  return inTransaction(hub, async (hub) => {
    const before = await tokens.find(hub.db, id)
    if (before?.organization !== organization) throw new Refusal('provisioning_unknown')
    const ended = await tokens.end(hub.db, id, hub.now())
    if (ended === null) return before
    const { name } = ended
    await recordAct(hub, {
      auditId: newId('aud'),
      organization,
      actor: by,
      action: 'provisioning.end',
      subject: id,
      details: { name },
    })
    return ended
  })
}
