import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import type { Hub } from '../hub.ts'
import { callClients } from './outgoing-requests.ts'

/** Lets nothing through, as the provider's own guard does with private and loopback addresses. */
const guard = {
  dispatch() {
    throw new Error('kept back')
  },
}

/** Not merely an address at which nothing listens. */
function isKeptBack(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.message === 'kept back'
}

describe('calls to addresses that clients registered', () => {
  it('go past the guard to registered loopback origins of the demo alone (T25)', async () => {
    await using server = await openServer()
    const own = server.origin
    const call = (demo: boolean, registered: readonly string[], url: string) =>
      callClients({ config: { demo } as Hub['config'] }, async () => new Set(registered))(url, { dispatcher: guard })

    assert.equal((await call(true, [own], `${own}/jwks`)).status, 200)
    for (const [demo, registered, url] of [
      [false, [own], `${own}/jwks`],
      [true, [], `${own}/jwks`],
      [true, ['http://localhost:1'], `${own}/jwks`],
      [true, ['http://169.254.169.254'], 'http://169.254.169.254/latest'],
      [true, ['https://internal.example'], 'https://internal.example/'],
    ] as const) {
      await assert.rejects(call(demo, registered, url), isKeptBack, url)
    }
  })
})

/** Closed whatever happens, so that a call that got through fails the test instead of keeping it open. */
async function openServer(): Promise<AsyncDisposable & { readonly origin: string }> {
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
