import { inTransaction } from '@lanyard/storage'
import type { Account } from '../accounts/account.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { type DeviceWords, nameDevice } from '../devices/name-device.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import { endHubSession } from '../../delivery/product-sessions/end-hub-session.ts'
import { type OwnSession, permitOwn } from '../permits/permit.ts'
import { Refusal } from '../../refusal.ts'
import type { EndSession } from '../../delivery/product-sessions/end-session.ts'
import { handleOf, listSessions } from './list-sessions.ts'

/**
 * A person ends one of their sessions at the hub, this one or another; every product that got a sign-in of it is
 * told. Ending it twice is as ending it once. The act and the end are one commit; should this process die after it,
 * housekeeping does the rest.
 *
 * @param own.session the one in which the person asks
 * @throws {Refusal} `login_required`; `session_unknown`: not a session of this account
 */
export async function endOwnSession(
  hub: Pick<Hub, 'db' | 'short' | 'now' | 'config'>,
  endSession: EndSession,
  {
    account,
    handle,
    words,
    ...own
  }: OwnSession & { readonly account: Account; readonly handle: string; readonly words: DeviceWords },
): Promise<void> {
  const session = (await listSessions(hub, account)).find((live) => live.handle === handle)
  if (session === undefined) return assertWasTheirs(hub, account.id, handle)
  const auditId = newId('aud')
  await inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account.id)
    const may = await permitOwn(hub, 'session.end', { account: account.id, ...own })
    await recordAct(hub, {
      auditId,
      organization: null,
      ...may,
      subject: handle,
      details: { device: nameDevice(session.userAgent, words), address: session.address },
    })
    await endHubSession(hub, { session: session.uid, auditId })
  })
  await endSession(session.uid, auditId)
}

/** Ended sessions stay as tombstones for as long as they would have lived. */
async function assertWasTheirs({ short }: Pick<Hub, 'short'>, account: AccountId, handle: string): Promise<void> {
  const rows = await short.selectFrom('sessions').select('uid').where('account', '=', account).execute()
  if (!rows.some(({ uid }) => handleOf(uid) === handle)) throw new Refusal('session_unknown')
}
