import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { isAuthenticatorId, isPasskeyId, newId } from '../../ids.ts'
import { renamePasskey } from '../passkeys/passkeys.ts'
import * as authenticators from './authenticators-store.ts'
import { getFactor } from './get-factor.ts'
import { readFactorName } from './read-factor-name.ts'

/**
 * Gives an app or passkey the name that its owner knows it by.
 *
 * @param request.name empty for none
 * @throws {Refusal} `login_required`, `proof_required`, `factor_unknown`, `name_invalid`
 */
export async function renameFactor(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  request: Owner & { readonly factor: string; readonly name: string },
): Promise<void> {
  const action = isPasskeyId(request.factor) ? 'passkey.rename' : 'authenticator.rename'
  const name = readFactorName(request.name)
  await inTransaction(hub, async (hub) => {
    const { id: account } = await lockAccount(hub.db, request.account)
    const may = await permitOwn(hub, action, request)
    const { id } = await getFactor(hub, account, request.factor)
    if (isAuthenticatorId(id)) await authenticators.rename(hub.db, id, name)
    if (isPasskeyId(id)) await renamePasskey(hub.db, id, name)
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      ...may,
      subject: id,
      account,
      personal: name === null ? {} : { name },
    })
  })
}
