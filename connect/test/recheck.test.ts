import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@lanyard/storage/testing'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { stateOf } from './agreement.ts'
import { openLinkedWorld } from './linked-world.ts'
import { birchMaster, openWorld, tech, type World, type WorldOptions } from './world.ts'

/** Two companies linked, and Alder's tech signed in. */
async function openSignedIn(dialect: WorldOptions['dialect'] = 'SQLite') {
  const world = await openLinkedWorld({ dialect })
  await world.linkTenant(await world.logIn('usr_aspen'), birchMaster)
  const browser = openBrowser()
  await world.signIn(browser, tech)
  return { world, browser }
}

const isRecheck = (message: string) => /^GET \/tenant-links\/[^/]+$/.test(message)

/** Every position from which the product has asked for events. */
function positionsAskedFor({ hub }: World): number[] {
  const asked: number[] = []
  const { ledger } = hub
  const eventsAfter = ledger.eventsAfter.bind(ledger)
  ledger.eventsAfter = (deployment, position) => {
    asked.push(position)
    return eventsAfter(deployment, position)
  }
  return asked
}

describe('a product that starts again', () => {
  for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
    it(`has applied the hub’s log before it asks about its links, on ${dialect} (FP6, TL-15)`, async () => {
      const { world, browser } = await openSignedIn(dialect)
      await using _ = world
      world.hub.ledger.setActive('acc_tech', 'alder', false)
      const head = world.hub.ledger.eventsAfter('psa-us', 0)
      const last = head === 'gone' ? 0 : head.head
      const asked = positionsAskedFor(world)
      world.hub.messages.length = 0
      const readBefore: number[][] = []
      world.hub.fault = (method, path) => {
        if (isRecheck(`${method} ${path}`)) readBefore.push([...asked])
        return null
      }

      world.restart()
      const loop = world.product.connect.start()
      await eventually('both links are asked about', () => world.hub.messages.filter(isRecheck).length === 2)
      await loop.stop()

      assert.equal(readBefore[0]?.at(-1), last, 'the cursor stood at the head, and moves with what it read')
      assert.equal(await world.sessionOf(browser), null)
    })
  }

  it('hears of an end while a question about a link gets no answer (FP6, T26)', async () => {
    const { world, browser } = await openSignedIn()
    await using _ = world
    world.hub.messages.length = 0
    world.hub.fault = (method, path) => (isRecheck(`${method} ${path}`) ? 'silence' : null)
    world.restart()
    const loop = world.product.connect.start()
    await eventually('a question waits', () => world.hub.waiting === 1)

    world.hub.ledger.setActive('acc_tech', 'alder', false)
    await fetch(`${world.product.origin}/connect/hint`, { method: 'POST' })
    await eventually('the session is over', async () => (await world.sessionOf(browser)) === null)

    assert.equal(world.hub.waiting, 1, 'the question is still open')
    world.hub.goAway()
    await loop.stop()
  })

  it('moves past a lost part of the log at once, and hears of an end while the questions about its links wait (FP6, W-14)', async () => {
    const { world, browser } = await openSignedIn()
    await using _ = world
    const { ledger } = world.hub
    const ofAspen = [...ledger.links.values()].find(({ tenant }) => tenant === 'ten_aspen')
    ledger.sever(ofAspen?.id ?? '')
    ledger.prune('psa-us', 1)
    world.hub.messages.length = 0
    world.hub.fault = (method, path) => (isRecheck(`${method} ${path}`) ? 'silence' : null)
    const loop = world.product.connect.start()
    await eventually('a question waits', () => world.hub.waiting === 1)
    assert.equal(await world.sessionOf(browser), null, 'what may have ended has')

    await world.signIn(browser, tech)
    assert.notEqual(await world.sessionOf(browser), null)
    ledger.setActive('acc_tech', 'alder', false)
    await fetch(`${world.product.origin}/connect/hint`, { method: 'POST' })
    await eventually('the new session is over', async () => (await world.sessionOf(browser)) === null)
    assert.equal(await stateOf(world, 'ten_aspen'), 'on', 'the question about it is still open')
    const stopped = loop.stop()
    world.hub.goAway()
    await stopped

    world.hub.comeBack()
    world.hub.fault = () => null
    world.restart()
    await world.product.connect.reconcile()
    assert.equal(await stateOf(world, 'ten_aspen'), 'off', 'the questions are owed by the next process')
  })

  it('tries the log between its rounds while the hub is away, so that an end does not wait for the next one (FP6, T26)', async () => {
    const { world } = await openSignedIn()
    await using _ = world
    world.hub.messages.length = 0
    world.hub.fault = () => 503
    world.restart()
    const loop = world.product.connect.start()
    const tries = () => world.hub.messages.filter((message) => message === 'GET /events').length
    await eventually('the log is tried more often than a round is', () => {
      const [rounds] = loop.states()
      return tries() > (rounds?.turns ?? 0) + 3
    })
    await loop.stop()
  })

  it('asks about a link once, also where two nodes start (FP6)', async () => {
    const { world } = await openSignedIn()
    await using _ = world
    world.restart()
    const [first, second] = [world.product.connect, (world.restart(), world.product.connect)]
    world.hub.messages.length = 0
    const loops = [first.start(), second.start()]
    await eventually('both links are asked about', () => new Set(world.hub.messages.filter(isRecheck)).size === 2)
    for (const loop of loops) await loop.stop()

    // Each at most once by each node: what one has asked, the other passes over, unless both ask at the same moment.
    assert.ok(world.hub.messages.filter(isRecheck).length <= 4)
  })
})

describe('what ails the way to the hub', () => {
  it('is said at once, for readiness and in the log, and when it is over (FP2)', async () => {
    const { world } = await openSignedIn()
    await using _ = world
    const { connect } = world.product
    await connect.reconcile()
    assert.equal((await connect.health()).ailment, null)

    world.hub.fault = () => 401
    await connect.reconcile()
    await connect.reconcile()

    const { ailment, logReadAt } = await connect.health()
    assert.deepEqual([ailment?.check, ailment?.status], ['status', 401])
    assert.ok(logReadAt !== null)
    const said = () => world.product.log.filter(({ event }) => event.startsWith('hub_')).map(({ event }) => event)
    assert.deepEqual(said(), ['hub_does_not_answer'], 'once, not for each message')

    world.product.now = () => Date.now() + 61_000
    await connect.reconcile()
    assert.deepEqual(said(), ['hub_does_not_answer', 'hub_does_not_answer'], 'and once a minute')

    world.hub.fault = () => null
    await connect.reconcile()
    assert.equal(said().at(-1), 'hub_answers_again')
    assert.equal((await connect.health()).ailment, null)
  })

  it('names the hub’s own words where it does not take this product’s key', async () => {
    await using world = await openWorld({ wrongKey: true })
    await world.product.connect.reconcile()
    const { ailment } = await world.product.connect.health()
    assert.deepEqual([ailment?.check, ailment?.oauth_error, ailment?.status], ['refused', 'invalid_client', 401])
  })

  it('tells when the loop came to the end of a round', async () => {
    await using world = await openWorld()
    assert.equal((await world.product.connect.health()).roundEndedAt, null)
    const loop = world.product.connect.start()
    await eventually('a round ends', async () => (await world.product.connect.health()).roundEndedAt !== null)
    await loop.stop()
  })
})
