import { createHealth, listen, type Log, type RunningLoops, secondsSince } from '@lanyard/running'
import { sql } from 'kysely'
import { createApp } from './app.ts'
import type { RmmConfig } from './config.ts'
import { startHousekeeping } from './housekeeping.ts'
import { openRmm } from './open-rmm.ts'

export interface Running {
  readonly address: { readonly host: string; readonly port: number }
  close(): Promise<void>
}

/** Serves RMM, and keeps it in step with the hub. */
export async function startRmm(config: RmmConfig, log: Log): Promise<Running> {
  const rmm = await openRmm(config, log)
  const loops: Pick<RunningLoops, 'states'>[] = []
  const health = createHealth({
    databases: { rmm: () => sql`select 1`.execute(rmm.db) },
    loops: () => loops.flatMap(({ states }) => states()),
    facts: {
      hub: async () => (await rmm.signOn.health()).ailment?.check ?? 'ok',
      hub_log_read_seconds_ago: async () => secondsSince((await rmm.signOn.health()).logReadAt),
      suspended_links: () => rmm.signOn.suspendedLinks(),
    },
  })
  const app = createApp(rmm)
  const { host, port } = config.listen
  const server = await listen((request, response) => health.answer(request, response) || app(request, response), {
    host,
    port,
    keepAlive: config.keepAlive,
    log,
    health,
  })
  const rounds = rmm.signOn.start()
  const housekeeping = startHousekeeping(rmm, log)
  loops.push(rounds, housekeeping)
  return {
    address: { host, port: server.port },
    async close() {
      await Promise.all([server.close(), rounds.stop(), housekeeping.stop()])
      await rmm[Symbol.asyncDispose]()
    },
  }
}
