import type { Hub } from '../../hub.ts'
import type { DeploymentId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { HubEvent } from './events.ts'
import * as events from './events-store.ts'

/** The most events in one answer; the reader asks again from the last one. */
const MOST = 100

/**
 * The events of a deployment's log after the number that its reader has reached, in order and without gaps.
 *
 * `head` is the log's newest number. A reader that has reached a number which this log does not reach back to, or which
 * it never gave (the hub was restored from a backup), cannot go on by events.
 *
 * @throws {Refusal} `events_gone` with `head`; `deployment_invalid`
 */
export async function readEvents(
  hub: Pick<Hub, 'db'>,
  { deployment, after }: { readonly deployment: DeploymentId; readonly after: number },
): Promise<{ readonly events: readonly HubEvent[]; readonly head: number }> {
  const list = await events.listAfter(hub.db, deployment, after, MOST)
  // Read after the list: what was pruned in between is missing from it, and the feed says so.
  const feed = await events.findFeed(hub.db, deployment)
  if (feed === null) throw new Refusal('deployment_invalid', { deployment })
  if (after < feed.prunedTo || after > feed.last) throw new Refusal('events_gone', { head: feed.last })
  return { events: list, head: feed.last }
}
