import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { createConnect, type LogEntry } from '@lanyard/connect'
import { mount } from '@lanyard/connect/express'
import { memoryStore } from '@lanyard/connect/memory'
import express, { type RequestHandler } from 'express'

/** An Express application with the kit behind parsers of bodies. */
async function openApp(...parsers: readonly RequestHandler[]) {
  const log: LogEntry[] = []
  const failures: unknown[] = []
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const connect = createConnect({
    issuer: 'http://127.0.0.1:9',
    client: { id: 'rmm-us', secret: 'a secret of the product, of no use elsewhere' },
    product: { module: 'rmm', deployment: 'rmm-us', name: 'RMM', hubName: 'IT Complete', origin },
    store: memoryStore(),
    tenants: { find: async (_, id) => ({ id, name: 'Alder MSP', feature: 'on' }) },
    users: { find: async () => null },
    sessions: { read: async () => null, begin: async () => ({ id: 'session', cookies: [] }) },
    paths: { login: '/login', home: '/', mySettings: '/my-settings', tenantSettings: '/settings' },
    log: (entry) => log.push(entry),
  })
  if (parsers.length > 0) app.use(...parsers)
  app.use(mount(connect))
  app.use(((error, _request, response, _next) => {
    failures.push(error)
    response.status(500).end()
  }) satisfies express.ErrorRequestHandler)
  const post = (path: string, type: string, body: string) =>
    fetch(`${origin}/connect/${path}`, {
      method: 'POST',
      redirect: 'manual',
      body,
      headers: { 'Content-Type': type, Origin: origin },
    })
  return {
    log,
    failures,
    post,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const FORM = 'application/x-www-form-urlencoded'
const EVENT = 'application/secevent+jwt'

describe('the kit behind parsers of bodies (FQ1)', () => {
  const everything = [express.json(), express.urlencoded({ extended: true }), express.text({ type: EVENT })]
  const kinds: readonly [string, readonly RequestHandler[]][] = [
    ['none', []],
    ['json and urlencoded, extended', everything],
    ['urlencoded', [express.urlencoded({ extended: false })]],
    ['raw, for everything', [express.raw({ type: () => true })]],
    ['text, for everything', [express.text({ type: () => true })]],
  ]
  for (const [name, parsers] of kinds) {
    it(`takes logout tokens, security events and forms after ${name}`, async () => {
      await using app = await openApp(...parsers)

      await app.post('backchannel-logout', FORM, 'logout_token=not.a-token')
      await app.post('security-events', EVENT, 'not.a-token')
      const choice = await app.post('choice', FORM, 'attempt=att_1&answer=continue')

      const checks = app.log.map(({ event, check }) => [event, check])
      assert.deepEqual(checks.slice(0, 2), [
        ['logout_token_refused', 'jws'],
        ['security_event_refused', 'jws'],
      ])
      assert.equal(choice.status, 303)
      assert.deepEqual(app.failures, [])
    })
  }

  it('says that a parser has left it nothing, instead of refusing every token in silence', async () => {
    const swallow: RequestHandler = (request, _response, next) => void request.resume().once('end', () => next())
    await using app = await openApp(swallow)

    const answer = await app.post('backchannel-logout', FORM, 'logout_token=not.a-token')

    assert.equal(answer.status, 500)
    assert.match(String(app.failures[0]), /parser of bodies before mount/)
  })
})
