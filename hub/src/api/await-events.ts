import { setTimeout as rest } from 'node:timers/promises'
import { SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { DeploymentId } from '../ids.ts'
import { readEvents } from '../delivery/event-log/read-events.ts'

const LOOK_EVERY = SECOND / 4

/**
 * Events after a number, as soon as there are any, or none once `wait` seconds are over. It looks again and again
 * instead of being told, because another node, or an operator's command, may be the one that writes.
 *
 * @param signal ends the wait at once: the reader has gone, or this node stops
 */
export async function awaitEvents(
  hub: Pick<Hub, 'db'>,
  { deployment, after, wait }: { readonly deployment: DeploymentId; readonly after: number; readonly wait: number },
  signal: AbortSignal,
): ReturnType<typeof readEvents> {
  const looks = Math.ceil((wait * SECOND) / LOOK_EVERY)
  for (let look = 0; look < looks && !signal.aborted; look++) {
    const read = await readEvents(hub, { deployment, after })
    if (read.events.length > 0) return read
    await rest(LOOK_EVERY, undefined, { signal }).catch(() => undefined)
  }
  return readEvents(hub, { deployment, after })
}
