import { inTransaction } from '@lanyard/storage'
import type { Hub } from '../../hub.ts'
import type { DeploymentId } from '../../ids.ts'
import * as events from './events-store.ts'
import type { Feature } from './features.ts'

/**
 * A deployment that asks for what comes after a number has applied everything up to it, because its cursor moves in the
 * commit of the effect (CURSOR_WITH_EFFECT). One that was restored from a backup asks for less; what it said before stays.
 * What it announces with its last request counts.
 */
export async function acknowledgeEvents(
  hub: Pick<Hub, 'db' | 'now'>,
  {
    deployment,
    to,
    features = [],
  }: { readonly deployment: DeploymentId; readonly to: number; readonly features?: readonly Feature[] },
): Promise<void> {
  // Most pulls bring nothing new, and write nothing.
  const feed = await events.findFeed(hub.db, deployment)
  if (feed === null) return
  const announced = features.join(' ')
  if (announced !== feed.features) await events.noteFeatures(hub.db, deployment, announced)
  if (to <= feed.acknowledgedTo) return
  const { acknowledgedTo: from } = feed
  await inTransaction(hub, async ({ db, now }) =>
    events.acknowledge(db, { deployment, from, to }, { at: now(), tellsAccess: features.includes('ends') }),
  )
}
