import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from '../src/testing/hostile-browser.ts'
import { birchMaster, master, openWorld, second, tech } from './world.ts'
import { openLinkedWorld } from './linked-world.ts'

describe('linking a user', () => {
  it('links an employee to their account and leads home (A14, A15)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const browser = await world.logIn('usr_tech')
    const elsewhere = await world.logIn('usr_tech')
    const before = await world.sessionOf(browser)

    const page = await world.linkUser(browser, tech)

    assert.equal(page.url.pathname, '/')
    assert.equal((await world.noticeOn(page))?.code, 'user_linked')
    const state = await world.product.connect.userState('usr_tech')
    assert.ok(state.state === 'linked')
    assert.deepEqual([state.accountName, state.organizationName], ['tech@alder.example', 'Alder MSP'])
    const after = await world.sessionOf(browser)
    assert.ok(after && after.id !== before?.id, 'a new session id (T39)')
    assert.equal(await world.sessionOf(elsewhere), null, 'no session from before (T9)')
    await world.product.connect.reconcile()
    assert.deepEqual(world.hub.ledger.reports.get('acc_tech'), { revision: 1, state: 'linked' })
  })

  it('is refused while the tenant is not linked (A14)', async () => {
    await using world = await openWorld()
    const page = await world.linkUser(await world.logIn('usr_tech'), tech)
    assert.equal((await world.noticeOn(page))?.code, 'tenant_not_linked')
    assert.deepEqual(await world.product.connect.userState('usr_tech'), {
      state: 'unavailable',
      reason: 'tenant_not_linked',
    })
  })

  it('ends sessions of the member’s lower epochs, also where it links no one (S3, MEMBER_EPOCH)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_tech')
    await world.signIn(browser, tech)
    assert.ok((await world.sessionOf(browser))?.productSessionId)
    for (const active of [false, true]) world.hub.ledger.setActive('acc_tech', 'alder', active)

    const page = await world.linkUser(await world.logIn('usr_tech2'), tech)

    assert.equal((await world.noticeOn(page))?.code, 'member_already_linked')
    assert.equal(await world.sessionOf(browser), null, 'the proof speaks of a later epoch than the session')
  })

  it('is for those whom the admin lets (A14)', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const browser = await world.logIn('usr_tech')

    await connect.setLinkPolicy('ten_alder', { kind: 'users', users: ['usr_tech2'] })
    assert.deepEqual(await connect.userState('usr_tech'), { state: 'unavailable', reason: 'user_barred' })
    assert.deepEqual(await connect.userState('usr_tech2'), { state: 'unlinked' })
    assert.equal((await world.noticeOn(await world.linkUser(browser, tech)))?.code, 'user_barred')

    await connect.setLinkPolicy('ten_alder', { kind: 'roles', roles: ['technician'] })
    assert.equal((await world.noticeOn(await world.linkUser(browser, tech)))?.code, 'user_linked')
  })

  it('refuses a choice of roles or users that names none, and changes nothing (FT7)', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    await connect.setLinkPolicy('ten_alder', { kind: 'roles', roles: ['technician'] })

    await assert.rejects(connect.setLinkPolicy('ten_alder', { kind: 'roles', roles: [] }), {
      code: 'link_policy_empty',
    })
    await assert.rejects(connect.setLinkPolicy('ten_alder', { kind: 'users', users: [] }), {
      code: 'link_policy_empty',
    })

    assert.deepEqual(await connect.linkPolicy('ten_alder'), { kind: 'roles', roles: ['technician'] })
  })

  it('reads who may in the commit, not at the start (T4, T30)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const browser = await world.logIn('usr_tech')
    world.hub.person = tech
    const callback = await browser.post(
      `${world.product.origin}/connect/link-user`,
      {},
      { until: /\/connect\/callback/ },
    )
    await world.product.db.updateTable('host_users').set({ class: 'contact' }).where('id', '=', 'usr_tech').execute()

    const page = await browser.open(callback.url.href)

    assert.equal((await world.noticeOn(page))?.code, 'user_barred')
  })

  it('is nothing for contacts (A21, T30)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)

    const page = await world.linkUser(await world.logIn('usr_contact'), tech)

    assert.equal((await world.noticeOn(page))?.code, 'user_barred')
    assert.deepEqual(await world.product.connect.userState('usr_contact'), {
      state: 'unavailable',
      reason: 'user_barred',
    })
  })

  it('is refused to members of another organization (A17, T31)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)

    const page = await world.linkUser(await world.logIn('usr_tech'), { ...birchMaster, does: 'log in' })

    const notice = await world.noticeOn(page)
    assert.equal(notice?.code, 'wrong_organization')
    assert.equal(notice.details['organization'], 'Birch IT')
  })

  it('gives a member to one employee and an employee to one member (A18)', async () => {
    await using world = await openLinkedWorld()

    const taken = await world.linkUser(await world.logIn('usr_tech2'), tech)
    const again = await world.linkUser(await world.logIn('usr_tech'), second)

    assert.equal((await world.noticeOn(taken))?.code, 'member_already_linked')
    assert.equal((await world.noticeOn(again))?.code, 'user_already_linked')
    const linked = await world.product.connect.linkedUsers('ten_alder')
    assert.deepEqual([...linked.keys()].sort(), ['usr_admin', 'usr_tech'])
  })

  it('tells a refusal that names an account to the one who tried, and not to the next one in that browser (FS5)', async () => {
    await using world = await openLinkedWorld()

    const finished = await world.linkUser(await world.logIn('usr_tech2'), tech)
    const begun = await world.linkUser(await world.logIn('usr_tech'), second)

    const users = ['usr_tech2', 'usr_tech', 'usr_admin'].map((userId) => ({ tenantId: 'ten_alder', userId }))
    const told = (page: Page) =>
      Promise.all([...users, null].map(async (visitor) => (await world.noticeOn(page, visitor))?.code))
    assert.deepEqual(await told(finished), ['member_already_linked', undefined, undefined, undefined])
    assert.deepEqual(await told(begun), [undefined, 'user_already_linked', undefined, undefined])
  })

  for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
    it(`gives a member to one of two employees who finish at once, on ${dialect} (A18, T6)`, async () => {
      await using world = await openWorld({ dialect })
      await world.linkTenant(await world.logIn('usr_admin'), master)
      world.hub.person = tech
      const browsers = [await world.logIn('usr_tech'), await world.logIn('usr_tech2')]
      const url = `${world.product.origin}/connect/link-user`
      const callbacks = await Promise.all(
        browsers.map((browser) => browser.post(url, {}, { until: /\/connect\/callback/ })),
      )

      const pages = await Promise.all(browsers.map((browser, index) => browser.open(callbacks[index]?.url.href ?? '')))

      const codes = await Promise.all(pages.map(async (page) => (await world.noticeOn(page))?.code))
      assert.deepEqual(new Set(codes), new Set(['member_already_linked', 'user_linked']))
    })
  }

  for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
    it(`leaves no user link on a tenant link that is switched off meanwhile, on ${dialect} (USERS_END_WITH_LINK)`, async () => {
      await using world = await openWorld({ dialect })
      const { connect, origin } = world.product
      for (let round = 0; round < 5; round++) {
        await world.linkTenant(await world.logIn('usr_admin'), { ...master, does: 'connect only' })
        world.hub.person = tech
        const browser = await world.logIn('usr_tech')
        const callback = await browser.post(`${origin}/connect/link-user`, {}, { until: /\/connect\/callback/ })
        const off = { id: 'ses', tenantId: 'ten_alder', userId: 'usr_admin', productSessionId: null }

        await Promise.all([browser.open(callback.url.href), connect.switchOff(off)])

        assert.equal((await connect.linkedUsers('ten_alder')).size, 0)
        await world.product.db.transaction().execute((tx) => connect.forgetUser(tx, 'usr_tech'))
      }
    })
  }

  it('asks for a fresh login at the hub and checks that it was one (T16)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const browser = await world.logIn('usr_tech')
    const hour = Math.floor(Date.now() / 1000) - 3600

    const stale = await world.linkUser(browser, { ...tech, authTime: hour })
    const single = await world.linkUser(browser, { ...tech, amr: ['pwd'], acr: 'urn:single' })

    assert.equal((await world.noticeOn(stale))?.code, 'assurance_too_low')
    assert.equal((await world.noticeOn(single))?.code, 'assurance_too_low')
    assert.equal((await world.product.connect.userState('usr_tech')).state, 'unlinked')
  })

  it('ends with "Disable": the link and its sessions go, the acting one is local (A20)', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    const browser = await world.logIn('usr_tech2')
    await world.linkUser(browser, second)
    const through = await world.logIn('usr_tech')
    await world.signIn(through, tech)
    const acting = await world.sessionOf(through)
    assert.ok(acting?.productSessionId)
    const elsewhere = await world.logIn('usr_tech')

    const { cookies } = await connect.unlinkUser(acting)

    assert.equal(cookies.length, 1)
    assert.equal(await connect.checkSession(acting.productSessionId), false)
    assert.equal(await world.sessionOf(elsewhere), null, 'no session from before (T9)')
    assert.ok(await world.sessionOf(browser))
    assert.deepEqual(await connect.userState('usr_tech'), { state: 'unlinked' })
    assert.equal((await connect.userState('usr_tech2')).state, 'linked')
    await assert.rejects(connect.unlinkUser(acting), { code: 'user_not_linked' })
    await connect.reconcile()
    assert.deepEqual(world.hub.ledger.reports.get('acc_tech'), { revision: 2, state: 'unlinked' })
  })

  it('ends when the employee is deactivated, and is not back when they are activated (A26)', async () => {
    await using world = await openWorld()
    const { connect, db } = world.product
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const browser = await world.logIn('usr_tech')
    await world.linkUser(browser, tech)
    await world.signIn(browser, tech)
    assert.ok(await world.sessionOf(browser))

    await db.transaction().execute(async (tx) => {
      await tx.updateTable('host_users').set({ active: 0 }).where('id', '=', 'usr_tech').execute()
      await connect.forgetUser(tx, 'usr_tech')
    })
    assert.equal(await world.sessionOf(browser), null)
    await db.updateTable('host_users').set({ active: 1 }).where('id', '=', 'usr_tech').execute()
    assert.deepEqual(await connect.userState('usr_tech'), { state: 'unlinked' })

    const freed = await world.linkUser(await world.logIn('usr_tech2'), tech)
    assert.equal((await world.noticeOn(freed))?.code, 'user_linked')
  })
})
