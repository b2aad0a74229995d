import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertToldToAlder } from './told.ts'
import { birchMaster, master, openWorld, tech } from './world.ts'

describe('linking a tenant', () => {
  it('connects after one round trip, and links the admin who says so (A8, A9, A13)', async () => {
    await using world = await openWorld()
    const admin = await world.logIn('usr_admin')

    const page = await world.linkTenant(admin, master)

    assert.equal(page.url.pathname, '/settings')
    const notice = await world.noticeOn(page)
    assert.equal(notice?.code, 'tenant_and_user_linked')
    assert.deepEqual(notice.details, { organization: 'Alder MSP', account: 'master@alder.example' })
    const state = await world.product.connect.tenantState('ten_alder')
    assert.equal(state.state, 'on')
    assert.equal(state.organizationName, 'Alder MSP')
    assert.equal(state.linkedBy, 'Alder Admin')
    assert.equal(state.moduleUrl, 'here')
    assert.equal(world.hub.ledger.links.get(state.linkId)?.state, 'active')
    assert.equal((await world.product.connect.userState('usr_admin')).state, 'linked')
  })

  it('links the tenants alone where the admin chose so (A13)', async () => {
    await using world = await openWorld()

    const page = await world.linkTenant(await world.logIn('usr_admin'), { ...master, does: 'connect only' })

    await assertToldToAlder(world, page, 'tenant_linked')
    assert.equal((await world.product.connect.userState('usr_admin')).state, 'unlinked')
  })

  it('gives the admin a session with a new id, and the old one is dead (T9, T39)', async () => {
    await using world = await openWorld()
    const admin = await world.logIn('usr_admin')
    const thief = admin.copy()
    const before = await world.sessionOf(admin)

    await world.linkTenant(admin, master)

    const after = await world.sessionOf(admin)
    assert.equal(after?.userId, 'usr_admin')
    assert.notEqual(after.id, before?.id)
    assert.equal(await world.sessionOf(thief), null)
  })

  it('ends the admin’s other sessions where their account is linked, and leaves them otherwise (T9)', async () => {
    for (const [does, isAlive] of [
      ['connect and link me', false],
      ['connect only', true],
    ] as const) {
      await using world = await openWorld()
      const elsewhere = await world.logIn('usr_admin')
      await world.linkTenant(await world.logIn('usr_admin'), { ...master, does })
      assert.equal((await world.sessionOf(elsewhere)) !== null, isAlive, does)
    }
  })

  it('is refused to who is no admin, before and after the hub (A4, T4)', async () => {
    await using world = await openWorld()
    const { db, connect } = world.product
    const page = await world.linkTenant(await world.logIn('usr_tech'), master)
    assert.equal((await world.noticeOn(page))?.code, 'not_an_admin')
    assert.equal(world.hub.ledger.links.size, 0)

    const admin = await world.logIn('usr_admin')
    world.hub.person = master
    const callback = await admin.post(
      `${world.product.origin}/connect/link-tenant`,
      {},
      { until: /\/connect\/callback/ },
    )
    await db.updateTable('host_users').set({ admin: 0 }).where('id', '=', 'usr_admin').execute()
    const demoted = await admin.open(callback.url.href)

    assert.equal((await world.noticeOn(demoted))?.code, 'not_an_admin')
    assert.equal((await connect.tenantState('ten_alder')).state, 'off')
    await connect.reconcile()
    assert.deepEqual(
      [...world.hub.ledger.links.values()].map((link) => link.state),
      ['ended'],
    )
  })

  it('links no admin who has become inactive, or a contact, before the hub confirms it (A26)', async () => {
    for (const change of [{ active: 0 }, { class: 'contact' as const }]) {
      await using world = await openWorld()
      const { db, connect } = world.product
      world.hub.fault = (method) => (method === 'PUT' ? 'lost answer' : null)
      await world.linkTenant(await world.logIn('usr_admin'), master)
      await db.updateTable('host_users').set(change).where('id', '=', 'usr_admin').execute()
      world.hub.fault = () => null

      await connect.reconcile()

      assert.equal((await connect.tenantState('ten_alder')).state, 'on')
      assert.equal((await connect.linkedUsers('ten_alder')).size, 0)
    }
  })

  it('is refused to who is no master, with the reference of the hub (A4)', async () => {
    await using world = await openWorld()
    const page = await world.linkTenant(await world.logIn('usr_admin'), { ...tech, does: 'connect only' })

    const notice = await world.noticeOn(page)
    assert.equal(notice?.code, 'not_a_master')
    assert.equal(notice.reference, 'REFERENCE-OF-HUB')
  })

  it('says that it was cancelled, and nothing is changed (A8)', async () => {
    await using world = await openWorld()
    const page = await world.linkTenant(await world.logIn('usr_admin'), { ...master, does: 'refuse attempt_cancelled' })

    assert.equal((await world.noticeOn(page))?.code, 'attempt_cancelled')
    assert.equal((await world.product.connect.tenantState('ten_alder')).state, 'off')
  })

  it('shows the hub’s own reason where linking is paused for an account, with the hub’s reference', async () => {
    await using world = await openWorld()
    const paused = { ...master, does: 'refuse linking_paused' } as const
    const asAdmin = await world.linkTenant(await world.logIn('usr_admin'), paused)
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const asUser = await world.linkUser(await world.logIn('usr_tech'), { ...tech, does: 'refuse linking_paused' })

    for (const page of [asAdmin, asUser]) {
      const notice = await world.noticeOn(page)
      assert.deepEqual([notice?.code, notice?.reference], ['linking_paused', 'REFERENCE-OF-HUB'])
    }
  })

  it('is refused to a tenant that is not invited (A3)', async () => {
    await using world = await openWorld()
    await world.product.db.updateTable('host_tenants').set({ feature: 'no_new_links' }).execute()

    const page = await world.linkTenant(await world.logIn('usr_admin'), master)

    assert.equal((await world.noticeOn(page))?.code, 'not_invited')
    assert.equal(world.hub.ledger.links.size, 0)
  })

  it('refuses an organization that another company holds, by the word of the hub (A12)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)

    const page = await world.linkTenant(await world.logIn('usr_aspen'), master)

    const notice = await world.noticeOn(page)
    assert.equal(notice?.code, 'organization_already_linked')
    assert.equal(notice.reference, 'REFERENCE-OF-HUB')
    assert.equal((await world.product.connect.tenantState('ten_aspen')).state, 'off')
  })

  it('asks the hub about a row in the way, which may have ended unheard (A12)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const held = await world.product.connect.tenantState('ten_alder')
    assert.equal(held.state, 'on')
    world.hub.ledger.sever(held.linkId)

    const page = await world.linkTenant(await world.logIn('usr_aspen'), master)

    assert.equal((await world.noticeOn(page))?.code, 'tenant_and_user_linked')
    assert.equal((await world.product.connect.tenantState('ten_alder')).state, 'off')
    assert.equal((await world.product.connect.tenantState('ten_aspen')).state, 'on')
  })

  it('leaves an organization with its holder while the hub does not say otherwise (A12)', async () => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    const held = await world.product.connect.tenantState('ten_alder')
    assert.equal(held.state, 'on')
    world.hub.ledger.sever(held.linkId)
    world.hub.fault = (method) => (method === 'GET' ? 404 : null)

    const page = await world.linkTenant(await world.logIn('usr_aspen'), master)

    assert.equal((await world.noticeOn(page))?.code, 'organization_already_linked')
    assert.equal((await world.product.connect.tenantState('ten_alder')).state, 'on')
    world.hub.fault = () => null
    await world.product.connect.reconcile()
    assert.ok([...world.hub.ledger.links.values()].every((link) => link.state === 'ended'))
  })

  it('refuses a tenant that is linked', async () => {
    await using world = await openWorld()
    const admin = await world.logIn('usr_admin')
    await world.linkTenant(admin, master)

    const page = await world.linkTenant(admin, birchMaster)

    assert.equal((await world.noticeOn(page))?.code, 'tenant_already_linked')
  })

  for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
    it(`gives one organization to one of two companies that finish at once, on ${dialect} (A12, T5)`, async () => {
      await using world = await openWorld({ dialect })
      // Both masters have pressed Connect; the hub's own index is out of the way, so that the product's decides.
      world.hub.ledger.approve = (input) => {
        world.hub.ledger.links.set(input.id, { ...input, state: 'approved' })
        return 'approved'
      }
      const browsers = [await world.logIn('usr_admin'), await world.logIn('usr_aspen')]
      world.hub.person = master
      const callbacks = await Promise.all(
        browsers.map((browser) =>
          browser.post(`${world.product.origin}/connect/link-tenant`, {}, { until: /\/connect\/callback/ }),
        ),
      )

      await Promise.all(browsers.map((browser, index) => browser.open(callbacks[index]?.url.href ?? '')))

      const states = await Promise.all(['ten_alder', 'ten_aspen'].map((id) => world.product.connect.tenantState(id)))
      assert.deepEqual(states.map(({ state }) => state).sort(), ['off', 'on'])
      await world.product.connect.reconcile()
      const links = [...world.hub.ledger.links.values()].map((link) => link.state)
      assert.deepEqual(links.sort(), ['active', 'ended'])
    })
  }

  it('refuses forms that no page of the product sent (T1)', async () => {
    await using world = await openWorld()
    const url = `${world.product.origin}/connect/link-tenant`
    for (const headers of [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }, {}]) {
      const response = await fetch(url, { method: 'POST', headers, redirect: 'manual' })
      assert.equal(response.status, 403)
    }
    assert.equal((await openBrowser().post(url)).url.pathname, '/login')
  })
})
