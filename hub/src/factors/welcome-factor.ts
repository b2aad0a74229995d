import type { Account } from '../accounts/account.ts'
import { endSecondFactorReset } from '../accounts/end-second-factor-reset.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import { queueNotice } from '../notices/queue-notice.ts'
import type { Factor } from './factor.ts'
import { replaceCodes } from './recovery-codes.ts'

const ACTIONS = { authenticator_added: 'authenticator.confirm', passkey_added: 'passkey.add' } as const

/**
 * What goes with every new factor, in its transaction: recovery codes belong to the factors that were there when they
 * were made, so they are made anew (T37); the person is told, and the act is written down.
 *
 * @returns the ten new recovery codes
 */
export async function welcomeFactor(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  added: { readonly account: Account; readonly factor: Factor['id']; readonly notice: keyof typeof ACTIONS },
): Promise<readonly string[]> {
  const { account, factor, notice } = added
  await endSecondFactorReset(hub.db, account.id)
  const recoveryCodes = await replaceCodes(hub.db, account.id)
  await queueNotice(hub, account.email, { kind: notice, details: { username: account.username } })
  await recordAct(hub, {
    auditId: newId('aud'),
    organization: null,
    actor: `account:${account.id}`,
    action: ACTIONS[notice],
    subject: factor,
    account: account.id,
  })
  return recoveryCodes
}
