import type { Account } from '../accounts/account.ts'
import { endSecondFactorReset } from '../accounts/change-account.ts'
import type { Permit } from '../../records/acts/guarded-act.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import type { Factor } from './factor.ts'
import { replaceCodes } from './recovery-codes.ts'

const NOTICES = { 'authenticator.confirm': 'authenticator_added', 'passkey.add': 'passkey_added' } as const

/**
 * What goes with every new factor, in its transaction: recovery codes belong to the factors that were there when they
 * were made, so they are made again (T37); the person is told, and the act is written down.
 *
 * @returns the ten new recovery codes
 */
export async function welcomeFactor(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  added: {
    readonly account: Account
    readonly factor: Factor['id']
    readonly may: Permit<keyof typeof NOTICES>
  },
): Promise<readonly string[]> {
  const { account, factor, may } = added
  await endSecondFactorReset(hub.db, account.id)
  const recoveryCodes = await replaceCodes(hub.db, account.id)
  await queueNotice(hub, account.email, { kind: NOTICES[may.action], details: { username: account.username } })
  await recordAct(hub, {
    auditId: newId('aud'),
    organization: null,
    ...may,
    subject: factor,
    account: account.id,
  })
  return recoveryCodes
}
