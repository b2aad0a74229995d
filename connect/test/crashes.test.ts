import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement, stateOf } from './agreement.ts'
import type { Fault } from './hub-double.ts'
import { assertToldToAlder } from './told.ts'
import { birchMaster, master, openWorld, type World } from './world.ts'

type Connect = World['product']['connect']
type Tx = Parameters<Connect['forgetUser']>[0]

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

  const ends: readonly [string, (connect: Connect, tx: Tx) => Promise<void>][] = [
    ['the admin who began it is deactivated', (connect, tx) => connect.forgetUser(tx, 'usr_admin')],
    ['the admin who began it is none any more', (connect, tx) => connect.endConnecting(tx, { userId: 'usr_admin' })],
    ['the invitation is withdrawn', (connect, tx) => connect.endConnecting(tx, { tenantId: 'ten_alder' }, 'operator')],
  ]
  for (const [what, end] of ends) {
    it(`${what} while it is connecting: it ends, the hub is told, and no one is linked by it (A3, A26, FE2)`, async () => {
      await using world = await openWorld()
      const { connect, db } = world.product
      world.hub.fault = (method) => (method === 'PUT' ? 'lost answer' : null)
      await world.linkTenant(await world.logIn('usr_admin'), master)

      await db.transaction().execute((tx) => end(connect, tx))

      // The right is there again by now.
      world.hub.fault = () => null
      await assertAgreement(world)
      assert.equal(await stateOf(world), 'off')
      assert.equal((await connect.linkedUsers('ten_alder')).size, 0)
      assert.deepEqual(
        [...world.hub.ledger.links.values()].map(({ state }) => state),
        ['ended'],
      )
    })
  }

  it('what ends the right of one admin ends no link of another tenant, and none that is active', async () => {
    await using world = await openWorld()
    const { connect, db } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    world.hub.fault = (method) => (method === 'PUT' ? 'lost message' : null)
    await world.linkTenant(await world.logIn('usr_aspen'), birchMaster)

    await db.transaction().execute(async (tx) => {
      await connect.endConnecting(tx, { tenantId: 'ten_alder' }, 'operator')
      await connect.forgetUser(tx, 'usr_admin')
    })

    assert.deepEqual([await stateOf(world), await stateOf(world, 'ten_aspen')], ['on', 'connecting'])
  })

  for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
    it(`the admin is deactivated while the hub confirms: no user link is left, on ${dialect} (A26)`, async () => {
      await using world = await openWorld({ dialect })
      const { connect, db } = world.product
      for (let round = 0; round < 4; round++) {
        world.hub.fault = (method) => (method === 'PUT' ? 'lost message' : null)
        await world.linkTenant(await world.logIn('usr_admin'), master)
        world.hub.fault = () => null
        const setActive = (tx: Tx, active: 0 | 1) =>
          tx.updateTable('host_users').set({ active }).where('id', '=', 'usr_admin').execute()
        const deactivate = db.transaction().execute(async (tx) => {
          await setActive(tx, 0)
          await connect.forgetUser(tx, 'usr_admin')
        })

        await Promise.all([connect.reconcile(), deactivate])

        assert.equal((await connect.linkedUsers('ten_alder')).size, 0)
        await setActive(db, 1)
        const off = { id: 'ses', tenantId: 'ten_alder', userId: 'usr_admin', productSessionId: null }
        if ((await stateOf(world)) === 'on') await connect.switchOff(off)
        await assertAgreement(world)
        assert.equal((await connect.linkedUsers('ten_alder')).size, 0)
      }
    })
  }
})
