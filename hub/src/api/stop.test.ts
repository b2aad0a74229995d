import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { describe, it } from 'node:test'
import { psaUs } from '../../testing.ts'
import { openTestProduct } from '../oidc/testing/test-product.ts'
import { startTestSite } from '../web/testing/start-test-site.ts'

/** Resolves when this process begins to answer a request of this path. */
function arrivalOf(path: string): Promise<void> {
  const channel = 'http.server.request.start'
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      const { request } = message as { readonly request: IncomingMessage }
      if (!request.url?.startsWith(path)) return
      unsubscribe(channel, listen)
      resolve()
    }
    subscribe(channel, listen)
  })
}

describe('a hub that stops', () => {
  it('answers a product that waits for events with none, and logs nothing of it (FP5)', async () => {
    const site = await startTestSite({})
    const product = await openTestProduct(site.hub, psaUs)
    const Authorization = `Bearer ${await product.apiToken()}`
    const arrived = arrivalOf('/api/events')
    const waiting = fetch(`${site.origin}/api/events?after=0&wait=30`, { headers: { Authorization } }).then(
      async (answer) => [answer.status, await answer.json()],
      (error: unknown) => error,
    )
    await arrived

    await site[Symbol.asyncDispose]()

    assert.deepEqual(await waiting, [200, { events: [], head: 0 }])
    const lines = site.hub.logged.map(({ event, path, status, broken_off }) => ({ event, path, status, broken_off }))
    assert.deepEqual(lines.at(-1), { event: 'request', path: '/api/events', status: 200, broken_off: undefined })
    assert.deepEqual(new Set(lines.map(({ event }) => event)), new Set(['request']))
  })
})
