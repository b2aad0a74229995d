import { inTransaction } from '@lanyard/storage'
import type { Account } from '../accounts/account.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import { limitsFor, takeTry } from '../limits/take-try.ts'
import { queueNotice } from '../notices/queue-notice.ts'
import { Refusal } from '../refusal.ts'
import * as authenticators from './authenticators-store.ts'
import { stepsOf } from './one-time-codes.ts'
import { replaceCodes } from './recovery-codes.ts'

/**
 * A first code proves that the app holds the key: from now on the account has its second factor, and ten recovery codes,
 * which are shown this once. The code itself counts as used.
 *
 * @throws {Refusal} `code_invalid`, `already_enrolled`, `attempt_invalid` (no key was shown in this ceremony),
 *   `too_many_attempts`
 */
export async function confirmEnrolment(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  request: {
    readonly account: Account
    readonly ceremony: string
    readonly code: string
    readonly source: string
  },
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const { account, ceremony, code } = request
  await takeTry(hub, limitsFor('code', account.id, request.source))
  return inTransaction(hub, async (hub) => {
    if ((await authenticators.findConfirmed(hub, account.id)) !== null) throw new Refusal('already_enrolled')
    const authenticator = await authenticators.findPending(hub, account.id, ceremony)
    if (authenticator === null) throw new Refusal('attempt_invalid')
    const step = stepsOf(authenticator.secret, code, hub.now()).at(-1)
    if (step === undefined) throw new Refusal('code_invalid')
    if (!(await authenticators.confirm(hub.db, authenticator, step, hub.now()))) throw new Refusal('attempt_invalid')

    const recoveryCodes = await replaceCodes(hub.db, account.id)
    await queueNotice(hub, account.email, { kind: 'authenticator_added', details: { username: account.username } })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: `account:${account.id}`,
      action: 'authenticator.confirm',
      subject: authenticator.id,
    })
    return { recoveryCodes }
  })
}
