import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { press } from './press.ts'
import { master, openWorld, tech, type World } from './world.ts'
import { ageLinks, openLinkedWorld } from './linked-world.ts'

for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
  describe(`a session that ends while it acts, on ${dialect}`, () => {
    const open = () => openWorld({ dialect, knowsLiveSessions: true })

    /** Every session of a person ends, as when they set a password by mail, or are deactivated and activated. */
    const endSessionsOf = ({ product }: World, userId: string) =>
      product.db.deleteFrom('host_sessions').where('user_id', '=', userId).execute()

    it('links no user while the hub is asked, and is not renewed (FE1, T2, T9)', async () => {
      await using world = await open()
      await world.linkTenant(await world.logIn('usr_admin'), master)
      const browser = await world.logIn('usr_tech')
      world.hub.meanwhile = () => endSessionsOf(world, 'usr_tech')

      const page = await world.linkUser(browser, tech)

      assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
      assert.equal((await world.product.connect.userState('usr_tech')).state, 'unlinked')
      assert.equal(await world.sessionOf(browser), null)
    })

    it('connects no company, and the hub hears of that (FE1, T2, CANCEL_OWES_END)', async () => {
      await using world = await open()
      const browser = await world.logIn('usr_admin')
      world.hub.meanwhile = () => endSessionsOf(world, 'usr_admin')

      const page = await world.linkTenant(browser, master)

      assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
      const off = await world.product.connect.tenantState('ten_alder')
      assert.equal(off.state === 'off' && off.endOwed, true)
      assert.equal(await world.sessionOf(browser), null)
      await world.product.connect.reconcile()
      assert.deepEqual(
        [...world.hub.ledger.links.values()].map(({ state }) => state),
        ['ended'],
      )
    })

    it('takes no link away (FE1, T9)', async () => {
      await using world = await open()
      const admin = await world.logIn('usr_admin')
      await world.linkTenant(admin, master)
      const browser = await world.logIn('usr_tech')
      await world.linkUser(browser, tech)
      const [acting, employee] = [await world.sessionOf(admin), await world.sessionOf(browser)]
      assert.ok(acting && employee)
      for (const userId of ['usr_admin', 'usr_tech']) await endSessionsOf(world, userId)

      const { connect } = world.product

      await assert.rejects(connect.switchOff(acting), { code: 'attempt_invalid' })
      await assert.rejects(connect.unlinkUser(employee), { code: 'attempt_invalid' })
      assert.equal((await connect.tenantState('ten_alder')).state, 'on')
      assert.equal((await connect.userState('usr_tech')).state, 'linked')
      assert.deepEqual(await world.product.db.selectFrom('host_sessions').selectAll().execute(), [])
    })

    it('is replaced by a sign-in all the same, which has a proof of its own', async () => {
      await using world = await open()
      await world.linkTenant(await world.logIn('usr_admin'), master)
      const browser = await world.logIn('usr_tech')
      await world.linkUser(browser, tech)
      world.hub.meanwhile = () => endSessionsOf(world, 'usr_tech')

      await world.signIn(browser, tech)

      assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
    })
  })

  describe(`a sign-in from before a suspension, on ${dialect}`, () => {
    it('opens nothing once the hub knows the link again, answered then or asked for then (FE1, ACTIVE_LIFTS_SUSPENSION)', async () => {
      await using world = await openLinkedWorld({ dialect })
      const { origin, connect } = world.product
      const asked = await world.logIn('usr_tech2')
      const question = await world.signIn(asked, tech)
      const waiting = openBrowser()
      const callback = await waiting.open(`${origin}/connect/sign-in`, { until: /connect\/callback/ })
      const [link] = world.hub.ledger.links.values()
      assert.ok(link)
      await ageLinks(world)
      world.hub.ledger.loseRow(link.id)
      await connect.reconcile()
      assert.equal((await connect.tenantState('ten_alder')).state, 'suspended')
      world.hub.ledger.findRow(link.id)
      await connect.reconcile()
      assert.equal((await connect.tenantState('ten_alder')).state, 'on')

      const answered = await press(asked, question, /^Continue as/)
      const came = await waiting.open(callback.url.href)

      assert.equal((await world.noticeOn(answered))?.code, 'attempt_invalid')
      assert.equal((await world.noticeOn(came))?.code, 'attempt_invalid')
      assert.equal((await world.sessionOf(await signedIn(world)))?.userId, 'usr_tech')
    })
  })
}

async function signedIn(world: World) {
  const browser = openBrowser()
  await world.signIn(browser, tech)
  return browser
}
