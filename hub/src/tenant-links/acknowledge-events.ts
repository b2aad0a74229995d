import { inTransaction } from '@lanyard/storage'
import type { Hub } from '../hub.ts'
import type { DeploymentId } from '../ids.ts'
import * as events from './events-store.ts'

/**
 * A deployment that asks for what comes after a number has applied everything up to it, because its cursor moves in the
 * commit of the effect (CURSOR_WITH_EFFECT). One that was restored from a backup asks for less; what it said before stays.
 */
export async function acknowledgeEvents(
  hub: Pick<Hub, 'db' | 'now'>,
  { deployment, to }: { readonly deployment: DeploymentId; readonly to: number },
): Promise<void> {
  // Most pulls bring nothing new, and write nothing.
  const feed = await events.findFeed(hub.db, deployment)
  if (feed === null || to <= feed.acknowledgedTo) return
  const { acknowledgedTo: from } = feed
  await inTransaction(hub, async ({ db, now }) => events.acknowledge(db, { deployment, from, to }, now()))
}
