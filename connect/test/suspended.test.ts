import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement, stateOf } from './agreement.ts'
import { ageLinks, openLinkedWorld } from './linked-world.ts'
import { master, openWorld, tech, type World, type WorldOptions } from './world.ts'

/** Alder is connected, and two people are linked; the one of them is in. */
async function openLinked(options?: WorldOptions) {
  const world = await openLinkedWorld(options)
  const browser = openBrowser()
  await world.signIn(browser, tech)
  const [link] = world.hub.ledger.links.values()
  assert.ok(link)
  return { world, browser, id: link.id }
}

/** An hour later, and each hour, the product asks about active links that no event named (RECHECK_ACTIVE). */
async function askAfterAnHour(world: World) {
  await ageLinks(world)
  return world.product.connect.reconcile()
}

const codeAfterSignIn = async (world: World) => (await world.noticeOn(await world.signIn(openBrowser(), tech)))?.code

for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
  describe(`a hub that answers "unknown" about an active link, on ${dialect}`, () => {
    it('suspends it: sessions end, no one gets in, and the place and the people stay (UNKNOWN_SUSPENDS)', async () => {
      const { world, browser, id } = await openLinked({ dialect })
      await using _ = world
      world.hub.ledger.loseRow(id)

      await askAfterAnHour(world)

      assert.equal(await stateOf(world), 'suspended')
      assert.equal(await world.sessionOf(browser), null)
      assert.equal(await codeAfterSignIn(world), 'link_suspended')
      const employee = await world.logIn('usr_tech2')
      assert.equal((await world.noticeOn(await world.linkUser(employee, tech)))?.code, 'link_suspended')
      assert.equal((await world.product.connect.linkedUsers('ten_alder')).size, 2)
      const again = await world.linkTenant(await world.logIn('usr_admin'), master)
      assert.equal((await world.noticeOn(again))?.code, 'tenant_already_linked')
      const warnings = world.product.log.filter(({ event }) => event === 'link_suspended')
      assert.deepEqual(
        warnings.map(({ level, linkId }) => [level, linkId]),
        [['warn', id]],
      )
    })

    it('is asked about it once in a round for as long as it says so', async () => {
      const { world, id } = await openLinked({ dialect })
      await using _ = world
      world.hub.ledger.loseRow(id)
      await askAfterAnHour(world)
      world.hub.messages.length = 0
      world.product.now = () => Date.now() + 61_000

      await world.product.connect.reconcile()

      const questions = world.hub.messages.filter((message) => message === `GET /tenant-links/${id}`)
      assert.equal(questions.length, 1)
    })

    it('lifts that as soon as it says "active", and what ended stays ended (B18, ACTIVE_LIFTS_SUSPENSION)', async () => {
      const { world, browser, id } = await openLinked({ dialect })
      await using _ = world
      world.hub.ledger.loseRow(id)
      await askAfterAnHour(world)
      world.hub.ledger.findRow(id)

      await world.product.connect.reconcile()

      assert.equal(await stateOf(world), 'on')
      assert.equal(await world.sessionOf(browser), null)
      assert.equal(await codeAfterSignIn(world), undefined)
      await assertAgreement(world)
    })

    it('does not lift that by an answer about another organization', async () => {
      const { world, id } = await openLinked({ dialect })
      await using _ = world
      world.hub.ledger.loseRow(id)
      await askAfterAnHour(world)
      world.hub.ledger.findRow(id)
      world.hub.ledger.links.set(id, { ...link(world, id), organization: 'birch' })

      await world.product.connect.reconcile()

      assert.equal(await stateOf(world), 'suspended')
    })

    it('ends it by any other reason', async () => {
      const { world, id } = await openLinked({ dialect })
      await using _ = world
      world.hub.ledger.loseRow(id)
      await askAfterAnHour(world)
      world.hub.ledger.findRow(id)
      world.hub.ledger.links.set(id, { ...link(world, id), state: 'ended', reason: 'organization_closed' })

      await world.product.connect.reconcile()

      assert.equal(await stateOf(world), 'off')
      await assertAgreement(world)
    })

    it('ends it where it says so without a reason, as before', async () => {
      const { world, id } = await openLinked({ dialect })
      await using _ = world
      const { reason: _reason, ...ended } = link(world, id)
      world.hub.ledger.links.set(id, { ...ended, state: 'ended' })

      await askAfterAnHour(world)

      assert.equal(await stateOf(world), 'off')
    })

    it('hears of an admin’s switch-off all the same, for good', async () => {
      const { world, id } = await openLinked({ dialect })
      await using _ = world
      world.hub.ledger.loseRow(id)
      await askAfterAnHour(world)
      const admin = await world.sessionOf(await world.logIn('usr_admin'))
      assert.ok(admin)
      world.hub.goAway()

      await world.product.connect.switchOff(admin)

      const off = await world.product.connect.tenantState('ten_alder')
      assert.equal(off.state === 'off' && off.endOwed, true)
      world.hub.comeBack()
      world.hub.ledger.findRow(id)
      await world.product.connect.reconcile()
      await assertAgreement(world)
      assert.equal(link(world, id).state, 'ended')
    })

    it('only suspends it, too, where its log says so of an active link (UNKNOWN_SUSPENDS)', async () => {
      const { world, browser, id } = await openLinked({ dialect })
      await using _ = world
      world.hub.ledger.sayUnknown(id)

      assert.equal((await world.product.connect.reconcile()).events, 1)

      assert.equal(await world.sessionOf(browser), null)
      assert.equal((await world.product.connect.linkedUsers('ten_alder')).size, 2)
      // The same round has asked about it.
      assert.equal(await stateOf(world), 'on')
      await assertAgreement(world)
    })

    for (const [where, say] of [
      ['an answer', 'loseRow'],
      ['its log', 'sayUnknown'],
    ] as const) {
      it(`has owed to it the end of a link that is pending where ${where} says so (UNKNOWN_OWES_END)`, async () => {
        await using world = await openWorld({ dialect })
        world.hub.fault = (method) => (method === 'PUT' ? 'lost answer' : null)
        await world.linkTenant(await world.logIn('usr_admin'), master)
        const [held] = world.hub.ledger.links.values()
        assert.ok(held)
        assert.deepEqual([await stateOf(world), held.state], ['connecting', 'active'])
        world.hub.ledger[say](held.id)
        world.hub.fault = (method) => (method === 'DELETE' ? 503 : null)

        await world.product.connect.reconcile()

        const off = await world.product.connect.tenantState('ten_alder')
        assert.equal(off.state === 'off' && off.endOwed, true)
        world.hub.ledger.findRow(held.id)
        world.hub.fault = () => null
        await world.product.connect.reconcile()
        await assertAgreement(world)
      })
    }
  })
}

const link = (world: World, id: string) => {
  const found = world.hub.ledger.links.get(id)
  assert.ok(found)
  return found
}
