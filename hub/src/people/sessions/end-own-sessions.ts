import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { type OwnSession, permit, permitOwn } from '../permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import { endAccountSessions } from './end-account-sessions.ts'

/**
 * A person, or the operator, ends every session of an account: at the hub from this commit on, and at every client, also one
 * that is down (see `endAccountSessions`). Call `endDueSessions` after it.
 *
 * @param end.by the session in which the person asks, or the operator
 * @throws {Refusal} `login_required`
 */
export async function endOwnSessions(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  { account, by }: { readonly account: AccountId; readonly by: OwnSession | `operator:${string}` },
): Promise<void> {
  await inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account)
    const may =
      typeof by === 'string'
        ? await permit(hub, 'session.end_all', by, { organization: null })
        : await permitOwn(hub, 'session.end_all', { account, ...by })
    const auditId = newId('aud')
    await endAccountSessions(hub, { account, keep: null, auditId })
    await recordAct(hub, { auditId, organization: null, subject: account, ...may })
  })
}
