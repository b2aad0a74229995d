import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { finishRegistration } from '../passkeys/finish-registration.ts'
import { insertPasskey } from '../passkeys/passkeys.ts'
import { Refusal } from '../../refusal.ts'
import { assertRoom } from './assert-room.ts'
import { readFactorName } from './read-factor-name.ts'
import { welcomeFactor } from './welcome-factor.ts'

/**
 * A new passkey for a person whose factors were given just now. The recovery codes are new, too, and shown this once.
 *
 * @param request.session `uid` of the session that `beginAddingPasskey` made the challenge for
 * @param request.answer JSON of what the authenticator made
 * @param request.name as its owner typed it; empty for none
 * @throws {Refusal} `login_required`, `proof_required`, `passkey_invalid`, `passkey_taken`, `too_many_factors`, `name_invalid`
 */
export async function addPasskey(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now' | 'log'>,
  request: Owner & { readonly answer: string; readonly name: string },
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const name = readFactorName(request.name)
  const made = await finishRegistration(hub, request)
  return inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, request.account)
    const may = await permitOwn(hub, 'passkey.add', request)
    await assertRoom(hub, account.id)
    const id = newId('pky')
    const passkey = { ...made, id, account: account.id, name, createdAt: hub.now(), lastUsedAt: null }
    if (!(await insertPasskey(hub.db, passkey))) throw new Refusal('passkey_taken')
    return { recoveryCodes: await welcomeFactor(hub, { account, factor: id, may }) }
  })
}
