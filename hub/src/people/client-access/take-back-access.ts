import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { findClient } from '../../catalogue/clients/find-client.ts'
import type { Hub } from '../../hub.ts'
import { type AuditId, newId } from '../../ids.ts'
import { endAtClient } from '../../delivery/product-sessions/end-at-client.ts'
import { Refusal } from '../../refusal.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import * as accessEnds from './access-ends-store.ts'

/**
 * A person takes back what a client got of them: consent, codes and tokens, those for when they are not logged in
 * included, are useless from this commit on, and the client is told that its sessions are over. It may ask again. Taking
 * it back twice is as once.
 *
 * Products of the suite have no lasting access: they keep a user link, which `unlinkUser` ends.
 *
 * @returns the client's name, and the act, by which it is told
 * @throws {Refusal} `login_required`; `client_unknown`: no client outside the suite
 */
export async function takeBackAccess(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { client: id, ...owner }: Owner & { readonly client: string },
): Promise<{ readonly name: string; readonly auditId: AuditId }> {
  const client = await findClient(hub, id)
  if (client?.kind !== 'registered') throw new Refusal('client_unknown')
  const { account } = owner
  const auditId = newId('aud')
  await inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account)
    const may = await permitOwn(hub, 'client.take_back', owner)
    await accessEnds.raiseTerm(hub.db, account, id, hub.now())
    await endAtClient(hub, { client: id, account }, { auditId })
    await recordAct(hub, {
      auditId,
      organization: null,
      ...may,
      subject: id,
      account,
      details: { client: client.name },
    })
  })
  return { name: client.name, auditId }
}
