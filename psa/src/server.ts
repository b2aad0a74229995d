import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { forgetOldTries } from './limits/forget-old-tries.ts'
import { startDelivery } from './mail/deliver-mails.ts'
import { forgetOldMails } from './mail/send-mail.ts'
import { forgetExpiredResets } from './passwords/forget-expired-resets.ts'
import type { Psa } from './psa.ts'
import { forgetEndedSessions } from './sessions/forget-ended-sessions.ts'
import { createApp } from './web/app.ts'

/** Milliseconds between two clean-ups of rows that nothing reads any more. */
const CLEAN_UP_EVERY = 3_600_000

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
    fetch: (request, { incoming }) => app.fetch(request, { source: incoming.socket.remoteAddress ?? 'unknown' }),
  })
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))

  const reconciling = psa.connect.start()
  const stopDelivery = startDelivery(psa)
  const cleanUp = setInterval(() => void forgetWhatEnded(psa), CLEAN_UP_EVERY).unref()
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      clearInterval(cleanUp)
      const closed = new Promise((resolve) => server.close(resolve))
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      await Promise.all([closed, reconciling.stop(), stopDelivery()])
    },
  }
}

async function forgetWhatEnded(psa: Psa): Promise<void> {
  try {
    await forgetEndedSessions(psa)
    await forgetExpiredResets(psa)
    await forgetOldTries(psa)
    await forgetOldMails(psa)
  } catch (error) {
    psa.log.error({ event: 'clean_up_failed', err: error })
  }
}
