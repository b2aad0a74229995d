import { getRequestListener } from '@hono/node-server'
import { sourceOf } from '@lanyard/guard'
import { createHealth, listen, type Log, type RunningLoops, secondsSince } from '@lanyard/running'
import { sql } from 'kysely'
import type { PsaConfig } from './config.ts'
import { startHousekeeping } from './housekeeping/start-housekeeping.ts'
import { prepareDelivery } from './mail/deliver-mails.ts'
import { mailState } from './mail/mail-state.ts'
import { openPsa } from './open-psa.ts'
import { createApp } from './web/app.ts'

export interface RunningPsa {
  readonly address: { readonly host: string; readonly port: number }
  /** Takes no new request, finishes those under way, and ends the work in the background. */
  close(): Promise<void>
}

/** Serves a deployment, and keeps it in step with the hub. */
export async function startPsa(config: PsaConfig, log: Log): Promise<RunningPsa> {
  const psa = await openPsa(config, log)
  const loops: Pick<RunningLoops, 'states'>[] = []
  const health = createHealth({
    databases: { psa: () => sql`select 1`.execute(psa.db) },
    loops: () => loops.flatMap(({ states }) => states()),
    facts: {
      hub: async () => (await psa.connect.health()).ailment?.check ?? 'ok',
      hub_log_read_seconds_ago: async () => secondsSince((await psa.connect.health()).logReadAt),
      suspended_links: () => psa.connect.suspendedLinks(),
      mail: () => mailState(psa),
    },
  })
  const app = createApp(psa)
  const pages = getRequestListener((request, { incoming, outgoing }) =>
    app.fetch(request, {
      source: sourceOf(config.proxies, incoming),
      breakOff: () => void outgoing.destroy(),
    }),
  )
  const { host, port } = config.listen
  const server = await listen((request, response) => health.answer(request, response) || pages(request, response), {
    host,
    port,
    keepAlive: config.keepAlive,
    log,
    health,
  })
  const reconciling = psa.connect.start()
  const housekeeping = startHousekeeping(psa, prepareDelivery(psa))
  loops.push(reconciling, housekeeping)
  return {
    address: { host, port: server.port },
    async close() {
      await Promise.all([server.close(), reconciling.stop(), housekeeping.stop()])
      await psa[Symbol.asyncDispose]()
    },
  }
}
