import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { kyselyStore } from '../src/kysely.ts'
import type { ConnectTables } from '../src/stores/kysely/tables.ts'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { upToCallback } from './up-to-callback.ts'
import { master, openWorld, tech, type World } from './world.ts'

/** What was written down since it was asked last: acts and their users, in alphabetical order. */
function readerOf({ product }: World) {
  const known = new Set<string>()
  return async () => {
    const rows = await product.db
      .withTables<Pick<ConnectTables, 'connect_audit'>>()
      .selectFrom('connect_audit')
      .select(['id', 'action', 'user_id'])
      .execute()
    const fresh = rows.filter(({ id }) => !known.has(id))
    for (const { id } of fresh) known.add(id)
    return fresh.map(({ action, user_id: user }) => (user === null ? action : `${action} ${user}`)).sort()
  }
}

const off = { id: 'ses', tenantId: 'ten_alder', userId: 'usr_admin', productSessionId: null }
const connected = ['tenant_link_active usr_admin', 'tenant_link_pending usr_admin']

describe('the audit', () => {
  it('has every act upon the links of a company, and whose they are (A27)', async () => {
    await using world = await openWorld()
    const { connect } = world.product
    const written = readerOf(world)

    await world.linkTenant(await world.logIn('usr_admin'), master)
    assert.deepEqual(await written(), [...connected, 'user_linked usr_admin'])
    await world.linkUser(await world.logIn('usr_tech'), tech)
    assert.deepEqual(await written(), ['user_linked usr_tech'])
    await world.signIn(openBrowser(), tech)
    assert.deepEqual(await written(), ['signed_in usr_tech'])
    world.hub.ledger.setActive('acc_tech', 'alder', false)
    await connect.reconcile()
    assert.deepEqual(await written(), ['sessions_ended usr_tech'])
    await connect.switchOff(off)
    assert.deepEqual(await written(), ['tenant_link_ended usr_admin'])
    await world.linkTenant(await world.logIn('usr_admin'), { ...master, does: 'connect only' })
    assert.deepEqual(await written(), [...connected, 'user_link_restored usr_admin', 'user_link_restored usr_tech'])
    const acting = await world.sessionOf(await world.logIn('usr_tech'))
    assert.ok(acting)
    await connect.unlinkUser(acting)
    assert.deepEqual(await written(), ['user_unlinked usr_tech'])
  })

  it('names whose suspended link a fresh proof displaces, and not who proves their own again', async () => {
    await using world = await openWorld()
    world.hub.ledger.setActive('acc_tech', 'alder', true)
    const membership = world.hub.ledger.accounts.get('acc_tech')?.memberships.get('alder')
    assert.ok(membership)
    membership.role = 'master'
    const written = readerOf(world)
    await world.linkTenant(await world.logIn('usr_admin'), master)
    await world.linkUser(await world.logIn('usr_tech'), tech)
    await world.product.connect.switchOff(off)
    await written()

    for (const displaced of [['user_link_displaced usr_admin', 'user_link_displaced usr_tech'], []]) {
      await world.linkTenant(await world.logIn('usr_admin'), { ...tech, does: 'connect and link me' })
      assert.deepEqual(await written(), [...connected, ...displaced, 'user_linked usr_admin'])
      await world.product.connect.switchOff(off)
      await written()
    }
  })

  it('has what was refused after a master approved, and suspensions', async () => {
    await using world = await openWorld()
    const written = readerOf(world)
    const browser = await world.logIn('usr_admin')
    const callback = await upToCallback(world, browser, 'link-tenant', master)
    await world.product.db.updateTable('host_tenants').set({ feature: 'off' }).execute()
    await browser.open(callback.href)
    assert.deepEqual(await written(), ['tenant_link_refused usr_admin'])

    await world.product.db.updateTable('host_tenants').set({ feature: 'on' }).execute()
    await world.product.connect.reconcile()
    await world.linkTenant(browser, master)
    await written()
    const state = await world.product.connect.tenantState('ten_alder')
    assert.ok(state.state === 'on')
    world.hub.ledger.loseRow(state.linkId)
    world.product.now = () => Date.now() + 3_601_000
    await world.product.connect.reconcile()
    assert.deepEqual(await written(), ['tenant_link_suspended'])
    world.hub.ledger.findRow(state.linkId)
    await world.product.connect.reconcile()
    assert.deepEqual(await written(), ['tenant_link_resumed'])
  })

  for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
    it(`tells who ended a link apart from whose it was, by the names of then, on ${dialect} (FW1)`, async () => {
      await using world = await openWorld({ dialect })
      const { connect, db } = world.product
      await world.linkTenant(await world.logIn('usr_admin'), master)
      const link = [...world.hub.ledger.links.keys()].at(-1) ?? ''
      const linkAgain = async () => world.linkUser(await world.logIn('usr_tech'), tech)
      const lastEnd = async () => {
        const entries = await kyselyStore(db).records.audit.ofTenant('ten_alder')
        const { actor, userId, details, names } = entries.findLast(({ action }) => action === 'user_unlinked') ?? {}
        return { actor, userId, reason: details?.['reason'], names }
      }
      const called = { account: 'tech@alder.example', organization: 'Alder MSP' }
      const whose = { userId: 'usr_tech', names: called }
      const byHub = { ...whose, names: { ...called, subject: 'Alder Tech' }, actor: 'hub' }

      await linkAgain()
      world.hub.ledger.unlink('acc_tech', link)
      await connect.reconcile()
      assert.deepEqual(await lastEnd(), { ...byHub, reason: 'unlinked_at_hub' })

      await linkAgain()
      await db.transaction().execute((tx) => connect.forgetUser(tx, 'usr_tech', { by: 'usr_admin', fullName: 'Theo' }))
      const names = { ...whose.names, actor: 'Alder Admin', subject: 'Theo' }
      assert.deepEqual(await lastEnd(), { ...whose, names, actor: 'user:usr_admin', reason: 'let_go' })

      await linkAgain()
      await db.transaction().execute((tx) => connect.forgetUser(tx, 'usr_tech'))
      assert.deepEqual(await lastEnd(), { ...whose, actor: 'product', reason: 'let_go' })

      await linkAgain()
      await db.transaction().execute((tx) => connect.forgetUser(tx, 'usr_tech', { by: 'operator' }))
      assert.deepEqual(await lastEnd(), { ...whose, actor: 'operator', reason: 'let_go' })

      await linkAgain()
      const acting = await world.sessionOf(await world.logIn('usr_tech'))
      assert.ok(acting)
      await connect.unlinkUser(acting)
      const own = { ...whose, actor: 'user:usr_tech', reason: undefined }
      assert.deepEqual(await lastEnd(), { ...own, names: { ...whose.names, actor: 'Alder Tech' } })

      await linkAgain()
      world.hub.ledger.remove('acc_tech', link)
      await connect.reconcile()
      assert.deepEqual(await lastEnd(), { ...byHub, reason: 'removed_at_hub' })
    })

    it(`names the user of then beside their account, on ${dialect} (FW1)`, async () => {
      await using world = await openWorld({ dialect })
      const { connect, db } = world.product
      await world.linkTenant(await world.logIn('usr_admin'), master)
      await world.linkUser(await world.logIn('usr_tech'), tech)
      await connect.setLocalSessionPolicy('ten_alder', 'end')
      await world.signIn(openBrowser(), tech)
      await world.logIn('usr_tech')
      world.hub.ledger.setActive('acc_tech', 'alder', false)
      await connect.reconcile()
      world.hub.ledger.setActive('acc_tech', 'alder', true)
      await connect.reconcile()
      await connect.switchOff(off)
      await world.linkTenant(await world.logIn('usr_admin'), { ...master, does: 'connect only' })
      await connect.switchOff(off)
      const membership = world.hub.ledger.accounts.get('acc_tech')?.memberships.get('alder')
      assert.ok(membership)
      membership.role = 'master'
      await world.linkTenant(await world.logIn('usr_admin'), { ...tech, does: 'connect and link me' })

      const entries = await kyselyStore(db).records.audit.ofTenant('ten_alder')
      const named = entries.filter(({ userId, names }) => userId === 'usr_tech' && names?.subject === 'Alder Tech')
      const acts = ['local_sessions_ended', 'sessions_ended', 'user_link_displaced', 'user_link_restored']
      assert.deepEqual(named.map(({ action }) => action).sort(), acts)
      assert.ok(named.every(({ names }) => names?.account === 'tech@alder.example'))
      const own = entries.filter(({ actor, userId }) => actor === `user:${userId}`)
      assert.ok(own.length > 0 && own.every(({ names }) => names?.subject === undefined))
    })
  }
})
