import type { Hub } from '../hub.ts'
import type { LinkId } from '../ids.ts'
import * as heldLinks from './held-links-store.ts'

/**
 * Hub sessions that were opened for "Connect only" and whose ceremony is over: confirmed, lapsed or ended in whatever
 * way (A13). Each stays in this list until {@link forgetCeremonySession}, so that a crash in between loses none.
 */
export async function listCeremonySessionsToEnd(
  hub: Pick<Hub, 'db'>,
): Promise<readonly { readonly link: LinkId; readonly sessionUid: string }[]> {
  return heldLinks.listSessionsToEnd(hub.db)
}

/** The session has been ended. */
export async function forgetCeremonySession(hub: Pick<Hub, 'db'>, link: LinkId): Promise<void> {
  await heldLinks.forgetSession(hub.db, link)
}
