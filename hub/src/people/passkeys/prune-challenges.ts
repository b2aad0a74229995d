import type { Hub } from '../../hub.ts'
import * as challenges from './challenges-store.ts'

/** Forgets challenges that no one has answered in time. */
export async function pruneChallenges(hub: Pick<Hub, 'short' | 'now'>, signal?: AbortSignal): Promise<void> {
  await challenges.prune(hub, signal)
}
