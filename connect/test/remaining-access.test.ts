import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement } from './agreement.ts'
import { openLinkedWorld } from './linked-world.ts'
import { tech, type WorldOptions } from './world.ts'

const ends = { features: ['ends', 'another'] }

/** Alder is connected, the technician is linked, and is in with their password here besides. */
async function openLinked(options: WorldOptions) {
  const world = await openLinkedWorld(options)
  await world.signIn(openBrowser(), tech)
  await world.product.connect.reconcile()
  return world
}

const puts = (messages: readonly string[]) => messages.filter((message) => message.includes('remaining-access'))

describe('what still opens the product to a member whose sessions the hub ended (feature "ends", FE3)', () => {
  it('is told to a hub that announces the feature, with the event that it is about', async () => {
    await using world = await openLinked(ends)
    await world.logIn('usr_tech')

    world.hub.ledger.setActive('acc_tech', 'alder', false)
    await world.product.connect.reconcile()

    assert.equal(world.hub.announced, 'ends')
    assert.deepEqual(
      [...world.hub.remaining],
      [
        [
          1,
          {
            version: 1,
            audit_id: 'AUDIT-OF-THE-HUB-1',
            sub: 'acc_tech',
            linked: true,
            access: ['local_password', 'local_session'],
            settings: '/settings',
          },
        ],
      ],
    )
    await assertAgreement(world)
  })

  it('is nothing where no one here is linked to the member', async () => {
    await using world = await openLinked(ends)

    world.hub.ledger.setActive('acc_second', 'alder', false)
    await world.product.connect.reconcile()

    assert.deepEqual(Object(world.hub.remaining.get(1)).linked, false)
    assert.deepEqual(Object(world.hub.remaining.get(1)).access, [])
  })

  it('is told again until the hub answers, and holds up no end meanwhile', async () => {
    await using world = await openLinked(ends)
    const browser = openBrowser()
    await world.signIn(browser, tech)
    world.hub.fault = (_, path) => (path.endsWith('remaining-access') ? 503 : null)
    world.hub.ledger.setActive('acc_tech', 'alder', false)

    assert.equal((await world.product.connect.reconcile()).failed, 1)
    assert.equal(await world.sessionOf(browser), null)
    world.hub.fault = (_, path) => (path.endsWith('remaining-access') ? 'lost answer' : null)
    await world.product.connect.reconcile()
    world.hub.fault = () => null
    await world.product.connect.reconcile()

    assert.deepEqual(Object(world.hub.remaining.get(1)).access, ['local_password', 'local_session'])
    assert.equal(puts(world.hub.messages).length, 3)
    await assertAgreement(world)
  })

  it('is told to no hub that knows of no features, or not of this one', async () => {
    for (const options of [{}, { features: ['another'] }]) {
      await using world = await openLinked(options)
      const isAsked = 'features' in options

      world.hub.ledger.setActive('acc_tech', 'alder', false)
      await world.product.connect.reconcile()

      assert.equal(world.hub.announced, isAsked ? 'ends' : null)
      assert.deepEqual(puts(world.hub.messages), [])
      await assertAgreement(world)
    }
  })
})
