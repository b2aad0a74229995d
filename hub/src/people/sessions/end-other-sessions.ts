import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { endAccountSessions } from './end-account-sessions.ts'

/**
 * A person ends every session of theirs but the one in which they ask, as `endOwnSessions` ends all. Call `endDueSessions`
 * after it.
 *
 * @throws {Refusal} `login_required`
 */
export async function endOtherSessions(hub: Pick<Hub, 'db' | 'now' | 'config'>, owner: Owner): Promise<void> {
  const { account, session: keep } = owner
  await inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account)
    const may = await permitOwn(hub, 'session.end_others', owner)
    const auditId = newId('aud')
    await endAccountSessions(hub, { account, keep, auditId })
    await recordAct(hub, { auditId, organization: null, subject: account, ...may })
  })
}
