import { inTransaction } from '@lanyard/storage'
import type { Account } from '../accounts/account.ts'
import { recordAct } from '../audit/record-act.ts'
import { nameDevice } from '../devices/name-device.ts'
import type { Hub } from '../hub.ts'
import { type AccountId, newId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { EndSession } from '../tenant-links/ceremony-sessions.ts'
import { handleOf, listSessions } from './list-sessions.ts'

/**
 * A person ends one of their sessions at the hub, this one or another; the products that take log-out tokens are told.
 * Ending it twice is as ending it once. The act is written down first: it may be there twice, and is never missing.
 *
 * @throws {Refusal} `session_unknown`: not a session of this account
 */
export async function endOwnSession(
  hub: Pick<Hub, 'db' | 'short' | 'now'>,
  endSession: EndSession,
  { account, handle }: { readonly account: Account; readonly handle: string },
): Promise<void> {
  const session = (await listSessions(hub, account)).find((live) => live.handle === handle)
  if (session === undefined) return assertWasTheirs(hub, account.id, handle)
  await inTransaction(hub, (hub) =>
    recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: `account:${account.id}`,
      action: 'session.end',
      subject: handle,
      details: { device: nameDevice(session.userAgent), address: session.address },
    }),
  )
  await endSession(session.uid)
}

/** Ended sessions stay as tombstones for as long as they would have lived. */
async function assertWasTheirs({ short }: Pick<Hub, 'short'>, account: AccountId, handle: string): Promise<void> {
  const rows = await short.selectFrom('sessions').select('uid').where('account', '=', account).execute()
  if (!rows.some(({ uid }) => handleOf(uid) === handle)) throw new Refusal('session_unknown')
}
