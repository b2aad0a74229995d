import { SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { listDeployments } from '../../catalogue/modules/catalogue.ts'
import * as events from './events-store.ts'

const PATIENCE = 2 * SECOND

type Hinting = Pick<Hub, 'db' | 'config' | 'log' | 'now'>

/**
 * Tells every deployment with events that it was not told of to pull now. A hint carries nothing and proves nothing;
 * a product that cannot be reached pulls by itself, so one try is enough. Because it works from the log, it also
 * follows acts of other processes, such as the operator's commands.
 */
export async function sendHints(hub: Hinting, signal?: AbortSignal): Promise<void> {
  const unhinted = await events.listUnhinted(hub.db)
  if (unhinted.length === 0) return
  const origins = new Map((await listDeployments(hub)).map((deployment) => [deployment.id, deployment.origin]))
  await Promise.all(
    unhinted.map(async (log) => {
      // What is not claimed is told by another node, or after the start.
      if (signal?.aborted) return
      if (!(await events.claimHint(hub.db, log, hub.now()))) return
      const missed = await hint(hub, origins.get(log.deployment) ?? null)
      if (missed !== null) await events.noteMissedHint(hub.db, log, missed)
    }),
  )
}

/** @returns why it did not arrive */
async function hint(hub: Pick<Hub, 'log'>, origin: string | null): Promise<string | null> {
  if (origin === null) return 'no address'
  const address = `${origin}/connect/hint`
  try {
    const answer = await fetch(address, { method: 'POST', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
    await answer.body?.cancel()
    return answer.ok ? null : `status ${answer.status}`
  } catch (error) {
    hub.log.info({ event: 'hint_missed', address, reason: reasonOf(error) })
    return reasonOf(error)
  }
}

/** The cause by its code, such as `ECONNREFUSED`. */
function reasonOf(error: unknown): string {
  const { cause, name } = error as { readonly cause?: { readonly code?: string }; readonly name?: string }
  return cause?.code ?? name ?? 'unknown'
}
