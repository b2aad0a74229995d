import type { Hub } from '../../hub.ts'
import type { EndSession } from '../../delivery/product-sessions/end-session.ts'
import type { LinkId } from '../../ids.ts'
import * as heldLinks from './held-links-store.ts'

interface CeremonySession {
  readonly link: LinkId
  readonly sessionUid: string
}

/**
 * Ends the hub session that was opened for "Connect only", now that its ceremony is over (A13). Where that fails, the
 * session stays in the list of {@link endCeremonySessions}.
 */
export async function endCeremonySession(
  hub: Pick<Hub, 'db' | 'log'>,
  { link, sessionUid }: CeremonySession,
  endSession: EndSession,
): Promise<void> {
  try {
    await endSession(sessionUid)
    await heldLinks.forgetSession(hub.db, link)
  } catch (error) {
    hub.log.error({ event: 'failed', link, error }, 'the session of a ceremony was not ended')
  }
}

/**
 * Ends every hub session of a "Connect only" that is over: confirmed, lapsed or ended in whatever way. Run now and then,
 * so that a crash in between leaves none open.
 */
export async function endCeremonySessions(
  hub: Pick<Hub, 'db' | 'log'>,
  endSession: EndSession,
  signal?: AbortSignal,
): Promise<void> {
  let page = await heldLinks.listSessionsToEnd(hub.db, '')
  while (page.length > 0) {
    for (const session of page) {
      if (signal?.aborted) return
      await endCeremonySession(hub, session, endSession)
    }
    page = await heldLinks.listSessionsToEnd(hub.db, page.at(-1)?.sessionUid ?? '')
  }
}
