import { listDeployments } from '../modules/catalogue.ts'
import type { Hub } from '../hub.ts'
import type { DeploymentId } from '../ids.ts'
import { SECOND } from '../clock.ts'
import * as events from './events-store.ts'

const PATIENCE = 2 * SECOND

/**
 * Tells every deployment with events that it was not told of to pull now. A hint carries nothing and proves nothing;
 * a product that cannot be reached pulls by itself, so one try is enough. Because it works from the log, it also
 * follows acts of other processes, such as the operator's commands.
 *
 * @returns who is away
 */
export async function sendHints(hub: Pick<Hub, 'db' | 'config' | 'log'>): Promise<readonly DeploymentId[]> {
  const unhinted = await events.listUnhinted(hub.db)
  if (unhinted.length === 0) return []
  const origins = new Map((await listDeployments(hub)).map((deployment) => [deployment.id, deployment.origin]))
  const away = await Promise.all(
    unhinted.map(async ({ deployment, last }) => {
      const origin = origins.get(deployment) ?? null
      await events.markHinted(hub.db, deployment, last)
      return origin !== null && (await hint(hub, `${origin}/connect/hint`)) ? [] : [deployment]
    }),
  )
  return away.flat()
}

async function hint(hub: Pick<Hub, 'log'>, address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { method: 'POST', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
    await answer.body?.cancel()
    return answer.ok
  } catch (error) {
    hub.log.info({ address, error: error instanceof Error ? error.message : String(error) }, 'hint not delivered')
    return false
  }
}
