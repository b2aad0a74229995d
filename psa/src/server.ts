import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { startHousekeeping } from './housekeeping/start-housekeeping.ts'
import { prepareDelivery } from './mail/deliver-mails.ts'
import type { Psa } from './psa.ts'
import { createApp } from './web/app.ts'

export interface Server {
  readonly port: number
  /** Takes no new request, finishes those under way, and ends the work in the background. */
  stop(): Promise<void>
}

/** Serves a deployment, and keeps it in step with the hub. */
export async function startServer(psa: Psa): Promise<Server> {
  const { host, port } = psa.config.listen
  const app = createApp(psa)
  const server = serve({
    hostname: host,
    port,
    fetch: (request, { incoming, outgoing }) =>
      app.fetch(request, {
        source: incoming.socket.remoteAddress ?? 'unknown',
        breakOff: () => void outgoing.destroy(),
      }),
  })
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))

  const reconciling = psa.connect.start()
  const stopHousekeeping = startHousekeeping(psa, prepareDelivery(psa))
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      await Promise.all([closed, reconciling.stop(), stopHousekeeping()])
    },
  }
}
