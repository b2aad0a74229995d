import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from './browser.ts'
import type { Fault } from './hub-double.ts'
import { birchMaster, master, openWorld, second, tech, type World } from './world.ts'

/** C1: where no fresh step is left, both sides agree after one round. */
async function assertAgreement(world: World): Promise<void> {
  const { connect, db } = world.product
  await connect.reconcile()
  const quiet = await connect.reconcile()
  assert.deepEqual(
    quiet,
    { confirmed: 0, ended: 0, delivered: 0, events: 0, failed: 0 },
    'a second round has nothing to do',
  )
  const rows = await db
    .withTables<{ connect_tenant_links: { id: string; state: string } }>()
    .selectFrom('connect_tenant_links')
    .selectAll()
    .execute()
  const states = new Map(rows.map(({ id, state }) => [id, state]))
  for (const link of world.hub.ledger.links.values()) {
    if (link.state === 'approved') continue
    assert.equal(states.get(link.id) ?? 'ended', link.state, 'active on both sides, or on neither')
  }
  for (const [id, state] of states) {
    assert.notEqual(state, 'pending')
    if (state === 'active') assert.equal(world.hub.ledger.links.get(id)?.state, 'active')
  }
}

const stateOf = async (world: World, tenantId = 'ten_alder') =>
  (await world.product.connect.tenantState(tenantId)).state
const admin = { tenantId: 'ten_alder', userId: 'usr_admin', productSessionId: null }

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

      assert.equal((await world.noticeOn(page))?.code, 'connecting')
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

  it('the product dies after the callback’s commit: another process finishes', async () => {
    await using world = await openWorld()
    world.hub.fault = () => 'lost message'
    await world.linkTenant(await world.logIn('usr_admin'), master)
    world.hub.fault = () => null

    await world.restart()
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

  it('cancelling comes too late: an active link takes more than a button', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    await world.linkTenant(browser, master)

    await browser.post(`${world.product.origin}/connect/cancel-connecting`)

    assert.equal(await stateOf(world), 'on')
  })
})

describe('switching off', () => {
  it('ends link, sessions and user links at once, while the hub is down (A19)', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    const browser = openBrowser()
    await world.signIn(browser, tech)
    assert.deepEqual(await connect.previewSwitchOff('ten_alder'), {
      linkedUserIds: ['usr_admin', 'usr_tech'],
      sessions: 1,
    })
    await world.hub.goAway()
    const acting = await world.sessionOf(await world.logIn('usr_admin'))
    assert.ok(acting)

    const { cookies, sessionsEnded } = await connect.switchOff(acting)

    assert.deepEqual([cookies.length, sessionsEnded], [1, 1])
    assert.equal(await world.sessionOf(browser), null)
    assert.deepEqual(await connect.tenantState('ten_alder'), { state: 'off', feature: 'on', endOwed: true })
    assert.equal((await connect.reconcile()).failed > 0, true)
    await world.hub.comeBack()
    await assertAgreement(world)
    assert.deepEqual(await connect.tenantState('ten_alder'), { state: 'off', feature: 'on', endOwed: false })
  })

  it('is the admin’s, of a tenant that is linked (A4)', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    await assert.rejects(connect.switchOff({ id: 'ses', ...admin }), { code: 'tenant_not_linked' })
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await assert.rejects(connect.switchOff({ id: 'ses', ...admin, userId: 'usr_tech' }), { code: 'not_an_admin' })
    await assert.rejects(connect.switchOff({ id: 'ses', ...admin, userId: 'usr_aspen' }), { code: 'not_an_admin' })
    assert.equal(await stateOf(world), 'on')
  })

  it('is told to the hub again until it says so: an acknowledgement lost', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.product.connect.switchOff({ id: 'ses', ...admin })
    world.hub.fault = (method) => (method === 'DELETE' ? 'lost answer' : null)
    await world.product.connect.reconcile()
    assert.equal([...world.hub.ledger.links.values()][0]?.state, 'ended')
    const owed = await world.product.connect.tenantState('ten_alder')
    assert.equal(owed.state === 'off' && owed.endOwed, true)

    world.hub.fault = () => null
    await assertAgreement(world)
  })

  it('must reach the hub before the tenant is linked anew (A12)', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    await world.linkTenant(browser, master)
    const acting = await world.sessionOf(browser)
    assert.ok(acting)
    await world.product.connect.switchOff(acting)
    const later = await world.logIn('usr_admin')

    world.hub.fault = (method) => (method === 'DELETE' ? 503 : null)
    const closing = await world.linkTenant(later, master)
    const notice = await world.noticeOn(closing)
    assert.equal(notice?.code, 'previous_link_closing')
    assert.equal(notice.details['organization'], 'Alder MSP')

    world.hub.fault = () => null
    const page = await world.linkTenant(later, master)
    assert.equal((await world.noticeOn(page))?.code, 'tenant_and_user_linked')
    await assertAgreement(world)
  })

  it('suspends user links: the same organization brings them back, another one ends them (A23)', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    const off = async () => connect.switchOff({ id: 'ses', ...admin })

    await off()
    assert.deepEqual(await connect.userState('usr_tech'), { state: 'unavailable', reason: 'tenant_not_linked' })
    await world.linkTenant(await world.logIn('usr_admin'), { ...master, does: 'connect only' })
    assert.equal((await connect.userState('usr_tech')).state, 'linked')
    assert.equal((await connect.userState('usr_admin')).state, 'linked')
    const browser = openBrowser()
    await world.signIn(browser, tech)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')

    await off()
    await world.linkTenant(await world.logIn('usr_admin'), birchMaster)
    assert.equal((await connect.userState('usr_tech')).state, 'unlinked')
    await off()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    assert.equal((await connect.userState('usr_tech')).state, 'unlinked')
    await assertAgreement(world)
  })

  it('lets a fresh proof win over suspended links (USERS_FRESH_PROOF_WINS)', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    const secondary = world.hub.ledger.accounts.get('acc_second')?.memberships.get('alder')
    assert.ok(secondary)
    secondary.role = 'master'
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), second)
    await connect.switchOff({ id: 'ses', ...admin })

    // The admin comes back with the account that the tech had, and leaves the one that was theirs.
    const page = await world.linkTenant(await world.logIn('usr_admin'), { ...second, does: 'connect and link me' })

    assert.equal((await world.noticeOn(page))?.code, 'tenant_and_user_linked')
    const state = await connect.userState('usr_admin')
    assert.equal(state.state === 'linked' && state.accountName, 'second@alder.example')
    assert.equal((await connect.userState('usr_tech')).state, 'unlinked')
    await assertAgreement(world)
  })

  it('happens with the tenant itself when it is deleted (T43)', async () => {
    await using world = await openWorld()
    const { connect, db } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const stranded = await world.logIn('usr_tech')
    world.hub.person = tech
    const callback = await stranded.post(
      `${world.product.origin}/connect/link-user`,
      {},
      { until: /\/connect\/callback/ },
    )

    await db.transaction().execute((tx) => connect.forgetTenant(tx, 'ten_alder'))

    const page = await stranded.open(callback.url.href)
    assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
    await assertAgreement(world)
    assert.equal([...world.hub.ledger.links.values()][0]?.state, 'ended')
  })
})

describe('the hub’s events', () => {
  it('end what a master severed, in the next round (S2)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
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
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
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
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    const browser = openBrowser()
    await world.signIn(browser, tech)
    world.hub.ledger.setActive('acc_tech', 'alder', false)

    await world.restart()

    assert.equal(await world.sessionOf(browser), null, 'dead at the first request')
  })

  it('are missed for a while: sessions are served up to the grace', async () => {
    await using world = await openWorld({ lifetimes: { grace: 60 } })
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    const browser = openBrowser()
    await world.signIn(browser, tech)
    await world.hub.goAway()
    await world.restart()

    assert.notEqual(await world.sessionOf(browser), null)
    world.product.now = () => Date.now() + 61_000
    assert.equal(await world.sessionOf(browser), null)

    await world.hub.comeBack()
    await world.product.connect.reconcile()
    assert.notEqual(await world.sessionOf(browser), null)
  })

  it('are lost at the hub: links are asked about by id, sessions end, and the log goes on (410)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    await world.linkTenant(await world.logIn('usr_aspen'), birchMaster)
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const ofAspen = [...world.hub.ledger.links.values()].find(({ tenant }) => tenant === 'ten_aspen')
    world.hub.ledger.sever(ofAspen?.id ?? '')
    world.hub.ledger.prune('psa-us', 1)

    await world.product.connect.reconcile()

    assert.deepEqual([await stateOf(world), await stateOf(world, 'ten_aspen')], ['on', 'off'])
    assert.equal(await world.sessionOf(browser), null)
    await assertAgreement(world)
    await world.signIn(browser, tech)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })
})

describe('the loop', () => {
  it('finishes what the hub did not answer, without anybody’s doing (A8)', async () => {
    await using world = await openWorld({ lifetimes: { round: 0.05 } })
    world.hub.fault = (method) => (method === 'PUT' ? 'lost answer' : null)
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const loop = world.product.connect.start()
    world.hub.fault = () => null

    await until(async () => (await stateOf(world)) === 'on')

    await loop.stop()
  })

  it('pulls on a hint (T26)', async () => {
    await using world = await openWorld({ lifetimes: { round: 3600 } })
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const loop = world.product.connect.start()
    await until(async () => world.hub.messages.includes('GET /events'))
    const [link] = world.hub.ledger.links.values()
    world.hub.ledger.sever(link?.id ?? '')

    const response = await fetch(`${world.product.origin}/connect/hint`, { method: 'POST' })

    assert.equal(response.status, 204)
    await until(async () => (await stateOf(world)) === 'off')
    await loop.stop()
  })
})

/** Polls for a condition; the test's own time limit ends it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.fail('It did not come about.')
}
