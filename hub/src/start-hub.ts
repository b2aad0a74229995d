import type { Logger } from 'pino'
import type { HubConfig } from './config.ts'
import { openHubDatabases } from './db/open.ts'
import { startHousekeeping } from './housekeeping/start-housekeeping.ts'
import type { Hub } from './hub.ts'
import { endSession } from './oidc/end-session.ts'
import { pruneShortLived } from './oidc/prune-short-lived.ts'
import { type RunningServer, startServer } from './server.ts'

export interface RunningHub {
  readonly hub: Hub
  readonly address: RunningServer['address']
  /** Answers what it has begun, and then stops. */
  stop(): Promise<void>
}

/** Opens the databases and brings them up to date, listens, and begins what the hub does by itself. */
export async function startHub(config: HubConfig, log: Pick<Logger, 'info' | 'warn' | 'error'>): Promise<RunningHub> {
  const { db, short, close } = await openHubDatabases(config)
  const hub: Hub = { config, db, short, now: Date.now, log }
  try {
    const server = await startServer(hub)
    const { provider } = server.site
    const stopHousekeeping = startHousekeeping(hub, {
      endSession: (uid) => endSession(hub, provider, uid),
      pruneProvider: () => pruneShortLived(hub),
    })
    return {
      hub,
      address: server.address,
      async stop() {
        await server.close()
        await stopHousekeeping()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
