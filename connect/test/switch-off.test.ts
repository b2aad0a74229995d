import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement, stateOf } from './agreement.ts'
import { birchMaster, master, openWorld, second, tech } from './world.ts'

const admin = { tenantId: 'ten_alder', userId: 'usr_admin', productSessionId: null }

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
    world.hub.goAway()
    const acting = await world.sessionOf(await world.logIn('usr_admin'))
    assert.ok(acting)

    const { cookies, sessionsEnded } = await connect.switchOff(acting)

    assert.deepEqual([cookies.length, sessionsEnded], [1, 1])
    assert.equal(await world.sessionOf(browser), null)
    assert.deepEqual(await connect.tenantState('ten_alder'), { state: 'off', feature: 'on', endOwed: true })
    assert.equal((await connect.reconcile()).failed > 0, true)
    world.hub.comeBack()
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

  it('takes what the host does alongside into its commit, all or nothing', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    const failing = async () => {
      throw new Error('The mail was refused.')
    }
    await assert.rejects(connect.switchOff({ id: 'ses', ...admin }, failing), /The mail was refused/)
    assert.equal(await stateOf(world), 'on')

    const told: string[] = []
    await connect.switchOff({ id: 'ses', ...admin }, async (_tx, userIds) => void told.push(...userIds))
    assert.deepEqual(told.sort(), ['usr_admin', 'usr_tech'])
    assert.equal(await stateOf(world), 'off')
  })

  it('leaves a choice or a link as it was where the host refuses alongside', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    const acting = { id: 'ses', tenantId: 'ten_alder', userId: 'usr_tech', productSessionId: null }
    const acts = [
      (alongside: () => Promise<void>) =>
        connect.setLinkPolicy('ten_alder', { kind: 'everyone' }, undefined, alongside),
      (alongside: () => Promise<void>) => connect.setLocalSessionPolicy('ten_alder', 'end', undefined, alongside),
      (alongside: () => Promise<void>) => connect.unlinkUser(acting, alongside),
    ]
    await connect.setLinkPolicy('ten_alder', { kind: 'roles', roles: ['technician'] })
    const failing = async () => {
      throw new Error('An admin no longer.')
    }

    for (const act of acts) await assert.rejects(act(failing), /An admin no longer/)

    const read = async () => [
      (await connect.linkPolicy('ten_alder')).kind,
      await connect.localSessionPolicy('ten_alder'),
      (await connect.userState('usr_tech')).state,
    ]
    assert.deepEqual(await read(), ['roles', 'stay', 'linked'])
    let ran = 0
    for (const act of acts) await act(async () => void (ran += 1))
    assert.deepEqual([...(await read()), ran], ['everyone', 'end', 'unlinked', 3])
  })

  it('is told to the hub before the admin sees the next page, where the hub answers', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.product.connect.switchOff({ id: 'ses', ...admin })
    const state = await world.product.connect.tenantState('ten_alder')
    assert.deepEqual(state, { state: 'off', feature: 'on', endOwed: false })
  })

  it('is told to the hub again until it says so: an acknowledgement lost', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    world.hub.fault = (method) => (method === 'DELETE' ? 'lost answer' : null)
    await world.product.connect.switchOff({ id: 'ses', ...admin })
    await world.product.connect.reconcile()
    assert.equal([...world.hub.ledger.links.values()][0]?.state, 'ended')
    const owed = await world.product.connect.tenantState('ten_alder')
    assert.equal(owed.state === 'off' && owed.endOwed, true)

    world.hub.fault = () => null
    await assertAgreement(world)
  })

  it('must reach the hub before the tenant is linked again (A12)', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    await world.linkTenant(browser, master)
    const acting = await world.sessionOf(browser)
    assert.ok(acting)
    world.hub.fault = (method) => (method === 'DELETE' ? 503 : null)
    await world.product.connect.switchOff(acting)
    const later = await world.logIn('usr_admin')

    const closing = await world.linkTenant(later, master)
    const notice = await world.noticeOn(closing)
    assert.equal(notice?.code, 'previous_link_closing')
    assert.equal(notice.details['organization'], 'Alder MSP')

    world.hub.fault = () => null
    const page = await world.linkTenant(later, master)
    assert.equal((await world.noticeOn(page))?.code, 'tenant_and_user_linked')
    await assertAgreement(world)
  })

  it('must reach the hub before another company has the organization, and is delivered then (A12)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    world.hub.fault = (method) => (method === 'DELETE' ? 503 : null)
    await world.product.connect.switchOff({ id: 'ses', ...admin })
    world.hub.fault = () => null

    const page = await world.linkTenant(await world.logIn('usr_aspen'), master)

    assert.equal((await world.noticeOn(page))?.code, 'tenant_and_user_linked')
    assert.equal(await stateOf(world, 'ten_aspen'), 'on')
    await assertAgreement(world)
  })

  it('reaches the hub for every former link before another company connects (A12)', async () => {
    await using world = await openWorld()
    const { connect, db } = world.product
    await db.insertInto('host_tenants').values({ id: 'ten_maple', name: 'Maple', feature: 'on' }).execute()
    const maple = { id: 'usr_maple', tenant_id: 'ten_maple', name: 'Maple Admin', role: 'admin' }
    await db
      .insertInto('host_users')
      .values({ ...maple, class: 'employee', active: 1, admin: 1 })
      .execute()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkTenant(await world.logIn('usr_aspen'), birchMaster)
    world.hub.fault = (method) => (method === 'DELETE' ? 503 : null)
    await connect.switchOff({ id: 'ses', ...admin })
    await connect.switchOff({ ...admin, id: 'ses', tenantId: 'ten_aspen', userId: 'usr_aspen' })
    world.hub.fault = () => null

    await world.linkTenant(await world.logIn('usr_maple'), birchMaster)

    assert.deepEqual([...world.hub.ledger.links.values()].map(({ state }) => state).sort(), [
      'active',
      'ended',
      'ended',
    ])
    assert.equal(await stateOf(world, 'ten_maple'), 'on')
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

  it('takes back the notices of the links that it ends, and their users and tenant alone read them before (FE1)', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    const pages = [
      await world.linkTenant(await world.logIn('usr_admin'), master),
      await world.linkUser(await world.logIn('usr_tech'), tech),
    ]
    const told = (userId: string) =>
      Promise.all(
        pages.map(async ({ url: { searchParams } }) => {
          const notice = await connect.findNotice(searchParams.get('notice'), { tenantId: 'ten_alder', userId })
          return notice?.code ?? null
        }),
      )
    assert.deepEqual(await told('usr_admin'), ['tenant_and_user_linked', null])
    assert.deepEqual(await told('usr_tech'), [null, 'user_linked'])

    await connect.switchOff({ id: 'ses', ...admin })

    assert.deepEqual(await told('usr_admin'), [null, null])
    assert.deepEqual(await told('usr_tech'), [null, null])
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

  it('leaves nothing of a deleted tenant that one of the same id could come by (T43)', async () => {
    await using world = await openWorld()
    const { connect, db } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    const browser = openBrowser()
    await world.signIn(browser, tech)
    await connect.setLinkPolicy('ten_alder', { kind: 'users', users: ['usr_tech'] })
    await connect.setLocalSessionPolicy('ten_alder', 'end')

    await db.transaction().execute((tx) => connect.forgetTenant(tx, 'ten_alder'))

    assert.equal(await world.sessionOf(browser), null)
    assert.deepEqual(await connect.linkPolicy('ten_alder'), { kind: 'everyone' })
    assert.equal(await connect.localSessionPolicy('ten_alder'), 'stay')
    await world.linkTenant(await world.logIn('usr_admin'), { ...master, does: 'connect only' })
    assert.equal(await stateOf(world), 'on')
    assert.equal((await connect.linkedUsers('ten_alder')).size, 0)
  })
})
