import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@lanyard/storage/testing'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement, stateOf } from './agreement.ts'
import { birchMaster, master, openWorld, tech } from './world.ts'
import { openLinkedWorld } from './linked-world.ts'

describe('the hub’s events', () => {
  it('end what a master severed, in the next round (S2)', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const [link] = world.hub.ledger.links.values()
    world.hub.ledger.sever(link?.id ?? '')

    assert.equal((await world.product.connect.reconcile()).events, 1)

    assert.equal(await stateOf(world), 'off')
    assert.equal(await world.sessionOf(browser), null)
    await assertAgreement(world)
  })

  it('end the sessions of a deactivated member, and refuse proofs from before (MEMBER_EPOCH, T13)', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    await world.signIn(browser, tech)

    world.hub.ledger.setActive('acc_tech', 'alder', false)
    await world.product.connect.reconcile()
    assert.equal(await world.sessionOf(browser), null)

    world.hub.ledger.setActive('acc_tech', 'alder', true)
    await world.signIn(browser, tech)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech', 'reactivated, and in again')
  })

  it('are read at the start, before a session begun through the hub is served (T26)', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    await world.signIn(browser, tech)
    world.hub.ledger.setActive('acc_tech', 'alder', false)

    world.restart()

    assert.equal(await world.sessionOf(browser), null, 'dead at the first request')
  })

  it('are all read at the start, by several nodes at once, before any of them serves such a session (T26)', async () => {
    await using world = await openLinkedWorld({ dialect: 'PostgreSQL' })
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const session = (await world.sessionOf(browser))?.productSessionId ?? ''
    for (let count = 0; count < 100; count++) world.hub.ledger.setActive('acc_second', 'alder', count % 2 === 1)
    world.hub.ledger.setActive('acc_tech', 'alder', false)

    const nodes = Array.from({ length: 5 }, () => {
      world.restart()
      return world.product.connect.checkSession(session)
    })

    assert.deepEqual(await Promise.all(nodes), Array(5).fill(false))
  })

  it('are missed for a while: sessions are served up to the grace', async () => {
    await using world = await openLinkedWorld({ lifetimes: { grace: 60 } })
    const browser = openBrowser()
    await world.signIn(browser, tech)
    world.hub.goAway()
    world.restart()

    assert.notEqual(await world.sessionOf(browser), null)
    world.product.now = () => Date.now() + 61_000
    assert.equal(await world.sessionOf(browser), null)

    world.hub.comeBack()
    await world.product.connect.reconcile()
    assert.notEqual(await world.sessionOf(browser), null)
  })

  it('are lost at the hub: links are asked about by id, sessions end, and the log goes on (410)', async () => {
    await using world = await openLinkedWorld()
    await world.linkTenant(await world.logIn('usr_aspen'), birchMaster)
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const ofAspen = [...world.hub.ledger.links.values()].find(({ tenant }) => tenant === 'ten_aspen')
    world.hub.ledger.sever(ofAspen?.id ?? '')
    world.hub.ledger.prune('psa-us', 1)
    const onTheWay = openBrowser()
    const callback = await onTheWay.open(`${world.product.origin}/connect/sign-in`, { until: /\/connect\/callback/ })

    await world.product.connect.reconcile()

    assert.equal((await world.product.connect.health()).ailment, null)
    const lost = world.product.log.filter(({ event }) => event === 'hub_does_not_answer')
    assert.deepEqual(lost, [], 'the hub did answer')
    assert.deepEqual([await stateOf(world), await stateOf(world, 'ten_aspen')], ['on', 'off'])
    assert.equal(await world.sessionOf(browser), null)
    await onTheWay.open(callback.url.href)
    assert.equal(await world.sessionOf(onTheWay), null, 'a proof from before may be of a lower epoch')
    await assertAgreement(world)
    await world.signIn(browser, tech)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })
})

describe('the loop', () => {
  it('finishes what the hub did not answer, without anyone’s doing (A8)', async () => {
    await using world = await openWorld({ lifetimes: { round: 0.05 } })
    world.hub.fault = (method) => (method === 'PUT' ? 'lost answer' : null)
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const loop = world.product.connect.start()
    world.hub.fault = () => null

    await eventually('the link is on', async () => (await stateOf(world)) === 'on')

    await loop.stop()
  })

  it('pulls on a hint (T26)', async () => {
    await using world = await openWorld({ lifetimes: { round: 3600 } })
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const loop = world.product.connect.start()
    await eventually('the log is read', () => world.hub.messages.includes('GET /events'))
    const [link] = world.hub.ledger.links.values()
    world.hub.ledger.sever(link?.id ?? '')

    const response = await fetch(`${world.product.origin}/connect/hint`, { method: 'POST' })

    assert.equal(response.status, 204)
    await eventually('the link is off', async () => (await stateOf(world)) === 'off')
    await loop.stop()
  })
})
