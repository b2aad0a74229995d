import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { eventually } from '@lanyard/storage/testing'
import type { LogEntry } from '../src/api/config.ts'
import { createConnect } from '../src/create-connect.ts'
import { memoryStore } from '../src/memory.ts'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { openWorld, second, tech } from './world.ts'
import { openLinkedWorld } from './linked-world.ts'

const otherKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })

/** A product of which only its word with the hub matters, by a clock of its own. */
function productOf(issuer: string, client: { readonly id: string; readonly privateKey: JsonWebKey }) {
  const at = Date.now()
  const product = { passed: 0, log: [] as LogEntry[] }
  const connect = createConnect({
    issuer,
    client,
    product: { module: 'psa', deployment: client.id, name: 'PSA', hubName: 'Hub', origin: 'http://localhost:1' },
    store: memoryStore(),
    tenants: { find: async () => null },
    users: { find: async () => null },
    sessions: { read: async () => null, begin: async () => ({ id: 'session', cookies: [] }) },
    paths: { login: '/login', home: '/', mySettings: '/my-settings', tenantSettings: '/settings' },
    log: (entry) => product.log.push(entry),
    now: () => at + product.passed,
  })
  const lost = () => product.log.filter(({ event }) => event === 'hub_does_not_answer')
  return Object.assign(product, { connect, lost })
}

describe('the log of a product', () => {
  it('has one line for a sign-in that succeeded, and none of it for a refused one (FR12)', async () => {
    await using world = await openLinkedWorld()
    world.product.log.length = 0

    await world.signIn(openBrowser(), tech)
    await world.signIn(openBrowser(), second)

    const lines = world.product.log.filter(({ event }) => event === 'signed_in')
    assert.deepEqual(
      lines.map(({ level, tenant, user }) => ({ level, tenant, user })),
      [{ level: 'info', tenant: 'ten_alder', user: 'usr_tech' }],
    )
  })
})

describe('a hub', () => {
  it('is asked once by all who start to sign in within a second, whether it answers or not (FL6, T45)', async () => {
    const hub = { asked: 0, status: 200 }
    const server = createServer((_request, response) => {
      hub.asked++
      response.writeHead(hub.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ issuer, authorization_endpoint: `${issuer}/auth` }))
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const product = productOf(issuer, { id: 'psa-us', privateKey: otherKey() })
    const start = async () => {
      const answer = await product.connect.handle(new Request('http://localhost:1/connect/sign-in'))
      return new URL(answer?.headers.get('location') ?? '').pathname
    }
    const seen: unknown[] = []
    try {
      for (const [passed, status] of [
        [0, 200],
        [999, 503],
        [1_000, 503],
        [1_999, 200],
        [2_000, 200],
      ]) {
        Object.assign(product, { passed })
        Object.assign(hub, { status, asked: 0 })
        const ways = await Promise.all(Array.from({ length: 50 }, start))
        seen.push([passed, [...new Set(ways)], hub.asked])
      }
    } finally {
      server.closeAllConnections()
      server.close()
    }

    assert.deepEqual(seen, [
      // Once for its sign of life, and once for what it says of itself, which is kept for an hour.
      [0, ['/auth'], 2],
      [999, ['/auth'], 0],
      [1_000, ['/login'], 1],
      [1_999, ['/login'], 0],
      [2_000, ['/auth'], 1],
    ])
  })
})

describe('the word with the hub', () => {
  for (const [version, asks] of [
    [1, true],
    [2, false],
  ] as const) {
    it(`${asks ? 'begins' : 'does not begin'} with a hub that speaks version ${version} of tenant linking (W-1)`, async () => {
      const asked: string[] = []
      const server = createServer(({ url = '' }, response) => {
        asked.push(url)
        if (!url.startsWith('/.well-known/')) return void response.writeHead(503).end()
        const tenantLinking = { version, api: `${issuer}/api` }
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, tenant_linking: tenantLinking }))
      })
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
      const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      try {
        await productOf(issuer, { id: 'psa-us', privateKey: otherKey() }).connect.reconcile()
      } finally {
        server.closeAllConnections()
        server.close()
      }
      assert.equal(asked.includes('/.well-known/openid-configuration'), true)
      assert.equal(asked.includes('/token'), asks)
    })
  }

  for (const [who, id] of [
    ['another deployment’s key', 'psa-us'],
    ['a deployment that the hub does not know', 'psa-mars'],
  ] as const) {
    it(`says of ${who} what the hub says, at the start and once a minute (FR4)`, async () => {
      await using world = await openWorld()
      const product = productOf(world.hub.issuer, { id, privateKey: otherKey() })
      assert.equal((await product.connect.health()).ailment, null)

      await product.connect.reconcile()
      await product.connect.reconcile()
      assert.equal(product.lost().length, 1)
      product.passed = 60_000
      await product.connect.reconcile()

      const [first, second, ...more] = product.lost()
      assert.deepEqual([first?.level, first?.['check'], first?.['oauth_error']], ['warn', 'refused', 'invalid_client'])
      assert.deepEqual([second?.['check'], more], ['refused', []])
      assert.equal((await product.connect.health()).ailment?.check, 'refused')
    })
  }

  it('says of a hub that is closed that it is not reached (FR4)', async () => {
    const product = productOf('http://localhost:1', { id: 'psa-us', privateKey: otherKey() })

    await product.connect.reconcile()

    assert.deepEqual(
      product.lost().map(({ check }) => check),
      ['not_reached'],
    )
  })

  it('ends by itself where the hub accepts and never answers: the round fails, its loop goes on, and a stop waits for no one (FR2)', async () => {
    await using world = await openWorld({ lifetimes: { round: 0.01 } })
    const { connect } = world.product
    world.hub.fault = () => 'silence'
    const loop = connect.start()

    await eventually('a round ends', async () => (await connect.health()).roundEndedAt !== null)
    const [rounds] = loop.states()
    assert.deepEqual([rounds?.isLate, rounds?.hasFailed], [false, true])
    assert.equal((await connect.health()).ailment?.check, 'timeout')

    await eventually('the next round waits', () => world.hub.waiting > 0)
    const stopped = loop.stop()
    world.hub.fault = () => null
    await stopped
  })

  it('says when it is lost, and when it is back (FR4)', async () => {
    await using world = await openWorld()
    const { connect, log } = world.product
    await connect.reconcile()
    assert.equal((await connect.health()).ailment, null)

    world.hub.goAway()
    await connect.reconcile()
    assert.notEqual((await connect.health()).ailment, null)
    world.hub.comeBack()
    await connect.reconcile()

    assert.equal((await connect.health()).ailment, null)
    const events = log.map(({ event }) => event).filter((event) => event.startsWith('hub_'))
    assert.deepEqual(events, ['hub_does_not_answer', 'hub_answers_again'])
  })
})
