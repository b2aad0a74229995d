import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import type { EndSession } from '../../delivery/product-sessions/end-session.ts'
import * as sessionEnds from './session-ends-store.ts'

/**
 * Ends the sessions that acts in the ledger have ended: called after such an act, and now and then, because the act may be
 * another process's, or this one may have died in between. Done twice it is as done once. Half-done logins are over by the
 * act itself: see `findProgress`.
 */
export async function endDueSessions(
  hub: Pick<Hub, 'db' | 'short' | 'now' | 'log'>,
  endSession: EndSession,
  signal?: AbortSignal,
): Promise<void> {
  for (const end of await sessionEnds.listDue(hub.db)) {
    if (signal?.aborted) return
    for (let page = await listSessionsBefore(hub, end, ''); page.length > 0;) {
      // At once, because each waits for the clients of its session.
      await Promise.all(
        page.filter((uid) => uid !== end.kept_session).map((uid) => endSession(uid, end.audit_id ?? undefined)),
      )
      page = await listSessionsBefore(hub, end, page.at(-1) ?? '')
    }
    await sessionEnds.markDone(hub.db, end.id, hub.now())
  }
}

/** In pages by their `uid`. */
async function listSessionsBefore(
  { short }: Pick<Hub, 'short'>,
  { account, at }: { readonly account: AccountId; readonly at: number },
  after: string,
): Promise<string[]> {
  const rows = await short
    .selectFrom('sessions')
    .select('uid')
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .where('logged_in_at', '<=', at)
    .where('uid', '>', after)
    .orderBy('uid')
    .limit(100)
    .execute()
  return rows.map(({ uid }) => uid)
}

/** Forgets ends that were done a while ago: the sessions that they meant have lapsed by themselves. */
export async function pruneSessionEnds(hub: Pick<Hub, 'db' | 'now' | 'config'>, signal?: AbortSignal): Promise<void> {
  await sessionEnds.prune(hub.db, hub.now() - hub.config.lifetimes.session, signal)
}
