import { inTransaction } from '@lanyard/storage'
import { Secret } from 'otpauth'
import { lockAccount } from '../accounts/lock-account.ts'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AccountId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import * as authenticators from './authenticators-store.ts'

/**
 * Gives an account an authenticator whose key is known already: from another system, or from the demo's table.
 *
 * @param request.secret base32
 * @throws {Refusal} `already_enrolled`
 */
export async function importAuthenticator(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: { readonly account: AccountId; readonly secret: string; readonly by: ActorOf<'authenticator.import'> },
): Promise<void> {
  const { account } = request
  await inTransaction(hub, async (hub) => {
    const id = newId('aut')
    const secret = Uint8Array.from(Secret.fromBase32(request.secret).bytes)
    const authenticator = { id, account, secret, confirmedAt: hub.now(), lastStep: -1 }
    await lockAccount(hub.db, account)
    if ((await authenticators.listFacts(hub.db, account)).length > 0) throw new Refusal('already_enrolled')
    await authenticators.insert(hub, authenticator, id)
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: request.by,
      action: 'authenticator.import',
      subject: id,
      account,
    })
  })
}
