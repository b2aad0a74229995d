import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@lanyard/storage/testing'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement, stateOf } from './agreement.ts'
import { master, openWorld, tech, type World } from './world.ts'

/** Both admin and technician are linked, and the hub has heard. @returns the tenant link */
async function openLinked(world: World): Promise<string> {
  await world.linkTenant(await world.logIn('usr_admin'), master)
  await world.linkUser(await world.logIn('usr_tech'), tech)
  await world.product.connect.reconcile()
  return [...world.hub.ledger.links.keys()].at(-1) ?? ''
}

const isLinked = async ({ product }: World, userId: string): Promise<boolean> =>
  (await product.connect.userState(userId)).state === 'linked'

const mailed = async ({ product }: World): Promise<readonly string[]> =>
  (await product.db.selectFrom('host_mails').select('user_id').execute()).map(({ user_id }) => user_id)

/** The product reads no event until the function that this gives is called. */
function holdEvents({ hub }: World): () => void {
  hub.fault = (_, path) => (path === '/events' ? 'lost message' : null)
  return () => void (hub.fault = () => null)
}

for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
  describe(`unlinking at the hub, on ${dialect}`, () => {
    it('ends the link, its sessions and no one else’s, tells the person and the hub, under one audit id (T46)', async () => {
      await using world = await openWorld({ dialect })
      const link = await openLinked(world)
      const [throughHub, ofAdmin, local] = [openBrowser(), openBrowser(), await world.logIn('usr_tech')]
      await world.signIn(throughHub, tech)
      await world.signIn(ofAdmin, master)

      world.hub.ledger.unlink('acc_tech', link)
      await world.product.connect.reconcile()
      await world.product.connect.reconcile()

      assert.deepEqual([await isLinked(world, 'usr_tech'), await isLinked(world, 'usr_admin')], [false, true])
      assert.equal(await world.sessionOf(throughHub), null)
      assert.equal((await world.sessionOf(ofAdmin))?.userId, 'usr_admin')
      assert.equal((await world.sessionOf(local))?.userId, 'usr_tech', 'who logged in with a password stays')
      assert.deepEqual(await mailed(world), ['usr_tech'])
      assert.equal(world.hub.ledger.reports.get('acc_tech')?.state, 'unlinked')
      assert.equal(world.hub.ledger.reports.get('acc_master')?.state, 'linked')
      assert.deepEqual(await unlinkings(world), [
        { audit_id: 'AUDIT-OF-THE-HUB-1', user_id: 'usr_tech', link_id: link },
      ])
      assert.equal((await world.noticeOn(await world.signIn(openBrowser(), tech)))?.code, 'user_not_linked')
      await assertAgreement(world)
    })

    it('leaves alone what was linked again since then, however late and often it is heard (UNLINK_BY_EPOCH)', async () => {
      await using world = await openWorld({ dialect })
      const link = await openLinked(world)
      const hear = holdEvents(world)
      world.hub.ledger.unlink('acc_tech', link)
      const browser = await world.logIn('usr_tech')
      const session = await world.sessionOf(browser)
      assert.ok(session)
      await world.product.connect.unlinkUser(session)
      await world.linkUser(await world.logIn('usr_tech'), tech)
      assert.ok(await isLinked(world, 'usr_tech'))
      const before = await world.product.connect.linkedUsers('ten_alder')

      hear()
      await world.product.connect.reconcile()
      await world.product.db
        .withTables<{ connect_hub_cursor: { position: number } }>()
        .updateTable('connect_hub_cursor')
        .set({ position: 0 })
        .execute()
      await world.product.connect.reconcile()

      assert.deepEqual(await world.product.connect.linkedUsers('ten_alder'), before)
      assert.deepEqual(await mailed(world), [])
      world.hub.ledger.unlink('acc_tech', link)
      await world.product.connect.reconcile()
      assert.equal(await isLinked(world, 'usr_tech'), false, 'and a new request ends it')
    })

    it('ends a session that began between the request and its arrival, too', async () => {
      await using world = await openWorld({ dialect })
      const link = await openLinked(world)
      const hear = holdEvents(world)
      world.hub.ledger.unlink('acc_tech', link)
      const browser = openBrowser()
      await world.signIn(browser, tech)
      assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech', 'nobody has told the product')

      hear()
      await world.product.connect.reconcile()

      assert.equal(await world.sessionOf(browser), null)
    })

    it('ends what came back with the next tenant link, and not what its admin proved again (A23, S4)', async () => {
      await using world = await openWorld({ dialect })
      const link = await openLinked(world)
      const hear = holdEvents(world)
      world.hub.isOlder = true
      world.hub.ledger.unlink('acc_tech', link)
      world.hub.ledger.unlink('acc_master', link)
      const admin = await world.logIn('usr_admin')
      const session = await world.sessionOf(admin)
      assert.ok(session)
      await world.product.connect.switchOff(session)
      await world.linkTenant(await world.logIn('usr_admin'), master)
      assert.deepEqual([await isLinked(world, 'usr_tech'), await isLinked(world, 'usr_admin')], [true, true])

      hear()
      await assertAgreement(world)

      assert.deepEqual([await isLinked(world, 'usr_tech'), await isLinked(world, 'usr_admin')], [false, true])
      assert.deepEqual(await mailed(world), ['usr_tech'])
    })

    it('ends what waits for the company to connect again', async () => {
      await using world = await openWorld({ dialect })
      const link = await openLinked(world)
      const hear = holdEvents(world)
      world.hub.ledger.unlink('acc_tech', link)
      const session = await world.sessionOf(await world.logIn('usr_admin'))
      assert.ok(session)
      await world.product.connect.switchOff(session)

      hear()
      await world.product.connect.reconcile()
      await world.linkTenant(await world.logIn('usr_admin'), master)

      assert.deepEqual([await stateOf(world), await isLinked(world, 'usr_tech')], ['on', false])
    })

    for (const isOlder of [false, true]) {
      const when = isOlder ? 'with the next turn beside a hub of version 0.1.0' : 'before it comes back'
      it(`ends the link of a member who was removed while the company was not connected, ${when} (UNLINK_BY_EPOCH)`, async () => {
        await using world = await openWorld({ dialect })
        const link = await openLinked(world)
        const session = await world.sessionOf(await world.logIn('usr_admin'))
        assert.ok(session)
        await world.product.connect.switchOff(session)
        await world.product.connect.reconcile()
        world.hub.ledger.remove('acc_tech', link)
        world.hub.isOlder = isOlder

        await world.linkTenant(await world.logIn('usr_admin'), master)

        assert.deepEqual([await stateOf(world), await isLinked(world, 'usr_tech')], ['on', isOlder])
        await world.product.connect.reconcile()
        assert.deepEqual([await isLinked(world, 'usr_tech'), await isLinked(world, 'usr_admin')], [false, true])
        assert.deepEqual(await mailed(world), ['usr_tech'])
        await world.linkUser(await world.logIn('usr_tech'), tech)
        await assertAgreement(world)
        assert.ok(await isLinked(world, 'usr_tech'), 'what they link afterwards stays')
      })
    }

    it('is heard in the state of the link by a product that missed the event (410)', async () => {
      await using world = await openWorld({ dialect })
      const link = await openLinked(world)
      world.hub.ledger.unlink('acc_tech', link)
      world.hub.ledger.prune('psa-us', 1)

      await assertAgreement(world)

      assert.deepEqual([await isLinked(world, 'usr_tech'), await isLinked(world, 'usr_admin')], [false, true])
      assert.deepEqual(await mailed(world), ['usr_tech'])
      await world.linkUser(await world.logIn('usr_tech'), tech)
      world.product.now = () => Date.now() + 4_000_000
      await world.product.connect.reconcile()
      assert.ok(await isLinked(world, 'usr_tech'), 'the hub says it again an hour later, and it is over')
    })

    it('waits with its mail: the link is there until the mail is', async () => {
      await using world = await openWorld({ dialect })
      const link = await openLinked(world)
      await world.product.db.schema.alterTable('host_mails').renameTo('host_letters').execute()
      world.hub.ledger.unlink('acc_tech', link)
      await assert.rejects(world.product.connect.reconcile())
      assert.ok(await isLinked(world, 'usr_tech'))

      await world.product.db.schema.alterTable('host_letters').renameTo('host_mails').execute()
      await world.product.connect.reconcile()

      assert.equal(await isLinked(world, 'usr_tech'), false)
      assert.deepEqual(await mailed(world), ['usr_tech'])
    })

    it('holds up nothing that the hub said before it, while it waits (T26)', async () => {
      await using world = await openWorld({ dialect })
      const link = await openLinked(world)
      const browser = openBrowser()
      await world.signIn(browser, master)
      await world.product.db.schema.dropTable('host_mails').execute()
      world.hub.ledger.setActive('acc_master', 'alder', false)
      world.hub.ledger.unlink('acc_tech', link)

      await assert.rejects(world.product.connect.reconcile())

      assert.equal(await world.sessionOf(browser), null)
      assert.ok(await isLinked(world, 'usr_tech'))
    })

    it('is reported in the round that a hint asks for, not in the next', async () => {
      await using world = await openWorld({ dialect, lifetimes: { round: 3600 } })
      const link = await openLinked(world)
      const loop = world.product.connect.start()
      await eventually('the log is read', () => world.hub.messages.includes('GET /events'))
      world.hub.ledger.unlink('acc_tech', link)

      await fetch(`${world.product.origin}/connect/hint`, { method: 'POST' })

      await eventually('the report arrives', () => world.hub.ledger.reports.get('acc_tech')?.state === 'unlinked')
      await loop.stop()
    })

    it('finishes after a crash between the events and the report', async () => {
      await using world = await openWorld({ dialect })
      const link = await openLinked(world)
      world.hub.fault = (method) => (method === 'PUT' ? 'lost message' : null)
      world.hub.ledger.unlink('acc_tech', link)
      await world.product.connect.reconcile()
      world.hub.fault = () => null

      world.restart()
      await world.product.connect.reconcile()

      assert.equal(world.hub.ledger.reports.get('acc_tech')?.state, 'unlinked')
    })
  })
}

/** The product's record of the request. */
async function unlinkings({ product }: World) {
  return product.db
    .withTables<{ connect_audit: { audit_id: string; action: string; user_id: string; link_id: string } }>()
    .selectFrom('connect_audit')
    .select(['audit_id', 'user_id', 'link_id'])
    .where('action', '=', 'user_unlinked')
    .execute()
}
