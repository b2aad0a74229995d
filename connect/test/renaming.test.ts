import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement } from './agreement.ts'
import { openLinkedWorld } from './linked-world.ts'
import { master, tech, type WorldOptions } from './world.ts'

type KitTables = {
  readonly connect_tenant_links: {
    readonly tenant_id: string
    readonly issuer: string
    readonly state: string
    readonly pending_at: number
  }
  readonly connect_user_links: {
    readonly id: string
    readonly user_id: string
    readonly issuer: string
    readonly subject: string
  }
}

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

  for (const [dialect, last] of [
    ['SQLite', 'present'],
    ['PostgreSQL', 'former'],
  ] as const) {
    it(`may have rows under both names: of two links the last stays, the ${last} one, on ${dialect} (S1)`, async () => {
      await using linked = await openSignedIn(dialect)
      const { world } = linked
      const former = world.hub.issuer
      const db = world.product.db.withTables<KitTables>()
      world.hub.ledger.setActive('acc_second', 'alder', false)
      await world.product.connect.reconcile()
      await world.renameHub({ isTold: false })
      await world.product.connect.reconcile()
      const [link] = world.hub.ledger.links.values()
      world.hub.ledger.sever(link?.id ?? '')
      await world.linkTenant(await world.logIn('usr_aspen'), master)
      const earlier = last === 'present' ? 'ten_alder' : 'ten_aspen'
      await db.updateTable('connect_tenant_links').set({ pending_at: 0 }).where('tenant_id', '=', earlier).execute()
      const user = db.selectFrom('connect_user_links').selectAll().where('user_id', '=', 'usr_tech')
      const twin = { ...(await user.executeTakeFirstOrThrow()), id: 'uln_twin', user_id: 'usr_tech2' }
      await db
        .insertInto('connect_user_links')
        .values({ ...twin, issuer: world.hub.issuer })
        .execute()

      // The demo names the present one among the former ones.
      world.restart([world.hub.issuer, former])
      await world.logIn('usr_tech').then((browser) => browser.open(`${world.product.origin}/connect/sign-in`))

      const held = db.selectFrom('connect_tenant_links').selectAll().where('state', '<>', 'ended')
      const later = last === 'present' ? 'ten_aspen' : 'ten_alder'
      assert.deepEqual(
        (await held.execute()).map(({ tenant_id, issuer }) => [tenant_id, issuer]),
        [[later, world.hub.issuer]],
      )
      assert.deepEqual(
        world.product.log.filter(({ event }) => event === 'link_ended').map(({ tenant }) => tenant),
        [earlier],
      )
      const members = db.selectFrom('connect_user_links').select('user_id').where('subject', '=', 'acc_tech')
      assert.deepEqual(await members.execute(), [{ user_id: 'usr_tech2' }])
      await world.product.connect.reconcile()
      await assertAgreement(world)
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
