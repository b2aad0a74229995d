import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEndpoints } from './hostile-endpoints.ts'
import type { HostileHub } from './hostile-hub.ts'

/**
 * Opens a hostile hub, on loopback unless told otherwise.
 *
 * @param port 0 for any that is free
 * @example
 * import { openHostileHub } from '@lanyard/connect/testing'
 *
 * await using hub = await openHostileHub()
 * const response = await fetch(`${hub.issuer}/.well-known/openid-configuration`)
 * assert.equal(response.status, 200)
 */
export async function openHostileHub({ port = 0, host = '127.0.0.1' } = {}): Promise<HostileHub> {
  const server = createServer()
  server.listen(port, host)
  await once(server, 'listening')
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`
  const hub = createEndpoints(issuer)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // Nothing is left over when it goes.
    response.shouldKeepAlive = false
    hub.answer(request).then(
      ({ status, headers = {}, body }) => {
        response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
        response.end(body === undefined ? undefined : JSON.stringify(body))
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  return Object.assign(hub, {
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  })
}
