import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { isAuthenticatorId, isPasskeyId, newId } from '../../ids.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { removePasskey } from '../passkeys/passkeys.ts'
import { Refusal } from '../../refusal.ts'
import { endMailedLinks } from '../mailed-links/end-mailed-links.ts'
import { endAccountSessions } from '../sessions/end-account-sessions.ts'
import * as authenticators from './authenticators-store.ts'
import { getFactor } from './get-factor.ts'
import { listFactors } from './list-factors.ts'
import { replaceCodes } from './recovery-codes.ts'

/**
 * Takes an app or passkey away: it opens nothing from this commit on, nor do the recovery codes of before (T37), and the
 * account's other sessions are over, since the lost device may hold one. One app or passkey always remains, also where
 * two are removed at once: the account's lock decides.
 *
 * The caller ends the sessions by `endSessionsNow` after the commit.
 *
 * @param request.session `uid` of the session in which the person acts
 * @param request.factorName as the mail names it
 * @returns the ten new recovery codes
 * @throws {Refusal} `login_required`, `proof_required`, `factor_unknown`, `last_factor`
 */
export async function removeFactor(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: Owner & { readonly factor: string; readonly factorName: string },
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const { session, factorName } = request
  const action = isPasskeyId(request.factor) ? 'passkey.remove' : 'authenticator.remove'
  return inTransaction(hub, async (hub) => {
    const { id: account, email, username } = await lockAccount(hub.db, request.account)
    const may = await permitOwn(hub, action, request)
    const { id } = await getFactor(hub, account, request.factor)
    if ((await listFactors(hub, account)).length === 1) throw new Refusal('last_factor')
    if (isAuthenticatorId(id)) await authenticators.remove(hub.db, id)
    if (isPasskeyId(id)) await removePasskey(hub.db, id)

    const auditId = newId('aud')
    const recoveryCodes = await replaceCodes(hub.db, account)
    await endAccountSessions(hub, { account, keep: session, auditId })
    await endMailedLinks(hub.db, [account], hub.now())
    await queueNotice(hub, email, { kind: 'factor_removed', details: { username, factor: factorName } })
    await recordAct(hub, {
      auditId,
      organization: null,
      ...may,
      subject: id,
      account,
      personal: { name: factorName },
    })
    return { recoveryCodes }
  })
}
