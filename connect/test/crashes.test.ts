import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement, stateOf } from './agreement.ts'
import type { Fault } from './hub-double.ts'
import { assertToldToAlder } from './told.ts'
import { master, openWorld } from './world.ts'

describe('what a crash or a lost answer leaves', () => {
  const confirms: readonly [string, Fault][] = [
    ['the confirm does not arrive', 'lost message'],
    ['the answer to the confirm is lost', 'lost answer'],
    ['a proxy answers 404', 404],
    ['the hub answers 401', 401],
    ['the hub answers 403', 403],
    ['the hub answers 429', 429],
    ['the hub answers 503', 503],
  ]
  for (const [what, fault] of confirms) {
    it(`${what}: it says Connecting, and the next round connects (A8, C2)`, async () => {
      await using world = await openWorld()
      world.hub.fault = (method) => (method === 'PUT' ? fault : null)

      const page = await world.linkTenant(await world.logIn('usr_admin'), master)

      await assertToldToAlder(world, page, 'connecting')
      assert.equal(await stateOf(world), 'connecting')
      assert.equal(
        (await world.product.connect.userState('usr_admin')).state,
        'unavailable',
        'no user link before it is active',
      )
      world.hub.fault = () => null
      await assertAgreement(world)
      assert.equal(await stateOf(world), 'on')
      assert.equal((await world.product.connect.userState('usr_admin')).state, 'linked')
    })
  }

  it('the hub speaks of another organization than was linked: it says nothing about this one', async () => {
    await using world = await openWorld()
    const { links } = world.hub.ledger
    world.hub.fault = (method) => (method === 'PUT' ? 'lost message' : null)
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const [link] = links.values()
    assert.ok(link)
    links.set(link.id, { ...link, organization: 'birch', approvedBy: 'acc_birch' })
    world.hub.fault = () => null

    await world.product.connect.reconcile()
    assert.equal(await stateOf(world), 'connecting')

    links.set(link.id, link)
    await assertAgreement(world)
    assert.equal(await stateOf(world), 'on')
  })

  it('the product dies after the callback’s commit: another process finishes', async () => {
    await using world = await openWorld()
    world.hub.fault = () => 'lost message'
    await world.linkTenant(await world.logIn('usr_admin'), master)
    world.hub.fault = () => null

    world.restart()
    await assertAgreement(world)

    assert.equal(await stateOf(world), 'on')
  })

  it('the approval lapses while the product is away: it hears so, and can start again', async () => {
    await using world = await openWorld()
    world.hub.fault = (method) => (method === 'PUT' ? 'lost message' : null)
    const browser = await world.logIn('usr_admin')
    await world.linkTenant(browser, master)
    for (const id of world.hub.ledger.links.keys()) world.hub.ledger.lapse(id)
    world.hub.fault = () => null

    await assertAgreement(world)
    assert.equal(await stateOf(world), 'off')

    const page = await world.linkTenant(browser, master)
    assert.equal((await world.noticeOn(page))?.code, 'tenant_and_user_linked')
  })

  it('the master loses the role before the confirm: refused, and nothing is linked (A4)', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    world.hub.person = master
    const callback = await browser.post(
      `${world.product.origin}/connect/link-tenant`,
      {},
      { until: /\/connect\/callback/ },
    )
    const membership = world.hub.ledger.accounts.get('acc_master')?.memberships.get('alder')
    assert.ok(membership)
    membership.role = 'member'

    const page = await browser.open(callback.url.href)

    assert.equal((await world.noticeOn(page))?.code, 'not_a_master')
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_admin')
    await assertAgreement(world)
    assert.equal(await stateOf(world), 'off')
  })

  it('the approval lapses just before the confirm: refused, and the admin stays logged in (T39)', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    world.hub.fault = () => {
      for (const id of world.hub.ledger.links.keys()) world.hub.ledger.lapse(id)
      return null
    }

    const page = await world.linkTenant(browser, master)

    assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_admin')
    assert.equal(await stateOf(world), 'off')
  })

  it('the browser never comes back: nothing is held here', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    world.hub.person = master
    await browser.post(`${world.product.origin}/connect/link-tenant`, {}, { until: /\/connect\/callback/ })

    assert.equal(await stateOf(world), 'off')
    const page = await world.linkTenant(browser, master)
    assert.equal((await world.noticeOn(page))?.code, 'tenant_and_user_linked')
    await assertAgreement(world)
  })

  it('connecting is cancelled although the hub is active already: the end is owed (CANCEL_OWES_END)', async () => {
    await using world = await openWorld()
    world.hub.fault = (method) => (method === 'PUT' ? 'lost answer' : null)
    const browser = await world.logIn('usr_admin')
    await world.linkTenant(browser, master)

    const page = await browser.post(`${world.product.origin}/connect/cancel-connecting`)

    assert.equal((await world.noticeOn(page))?.code, 'connecting_cancelled')
    assert.deepEqual(await world.product.connect.tenantState('ten_alder'), {
      state: 'off',
      feature: 'on',
      endOwed: true,
    })
    world.hub.fault = () => null
    await assertAgreement(world)
    assert.deepEqual(
      [...world.hub.ledger.links.values()].map(({ state }) => state),
      ['ended'],
    )
  })

  it('cancelling comes too late: an active link takes more than a button, and the person is told', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    await world.linkTenant(browser, master)

    const page = await browser.post(`${world.product.origin}/connect/cancel-connecting`)

    await assertToldToAlder(world, page, 'already_connected')
    assert.equal(await stateOf(world), 'on')
  })

  it('is cancelled by an admin of the tenant alone (A4)', async () => {
    await using world = await openWorld()
    world.hub.fault = (method) => (method === 'PUT' ? 'lost message' : null)
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const cancel = `${world.product.origin}/connect/cancel-connecting`

    const page = await (await world.logIn('usr_tech')).post(cancel)
    await (await world.logIn('usr_aspen')).post(cancel)

    assert.equal((await world.noticeOn(page))?.code, 'not_an_admin')
    assert.equal((await openBrowser().post(cancel)).url.pathname, '/login')
    assert.equal(await stateOf(world), 'connecting')
  })
})
