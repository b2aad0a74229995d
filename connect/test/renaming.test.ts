import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { openLinkedWorld } from './linked-world.ts'
import { master, tech, type WorldOptions } from './world.ts'

/** A company that is linked, with two people, one of whom has come in through the hub. */
async function openSignedIn(dialect: WorldOptions['dialect']) {
  const world = await openLinkedWorld(dialect ? { dialect } : {})
  const browser = openBrowser()
  await world.signIn(browser, tech)
  assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  return {
    world,
    browser,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
    },
  }
}

describe('an issuer that changes its name', () => {
  for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
    it(`keeps every link, session and position under the new one, on ${dialect} (A25)`, async () => {
      await using linked = await openSignedIn(dialect)
      const { world, browser } = linked
      await world.product.connect.reconcile()
      const before = await world.product.connect.tenantState('ten_alder')

      await world.renameHub({ isTold: true })

      const { connect } = world.product
      const after = await connect.tenantState('ten_alder')
      assert.equal(after.state, 'on')
      assert.deepEqual(after, before)
      assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech', 'the session goes on')
      const fresh = openBrowser()
      await world.signIn(fresh, tech)
      assert.equal((await world.sessionOf(fresh))?.userId, 'usr_tech', 'nobody has to link again')

      world.hub.ledger.setActive('acc_tech', 'alder', false)
      await connect.reconcile()
      assert.equal(await world.sessionOf(fresh), null, 'the hub’s events are heard where they had been read to')
      const taken = await world.linkTenant(await world.logIn('usr_aspen'), master)
      assert.equal((await world.noticeOn(taken))?.code, 'organization_already_linked')
    })
  }

  it('has no links under a name that no one was told belongs to it', async () => {
    await using linked = await openSignedIn('SQLite')
    const { world } = linked

    await world.renameHub({ isTold: false })

    const fresh = openBrowser()
    const page = await world.signIn(fresh, tech)
    assert.equal((await world.noticeOn(page))?.code, 'tenant_not_linked')
    assert.equal(await world.sessionOf(fresh), null)
  })
})
