import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { createConnect } from '../src/create-connect.ts'
import { memoryStore } from '../src/memory.ts'
import { type Browser, openBrowser } from '../src/testing/hostile-browser.ts'
import { master, openWorld, tech, type World } from './world.ts'

/** Alder's tech, linked, in one browser through the hub and in another by the local login; their colleague, too. */
async function openBothWays() {
  const world = await openWorld()
  await world.linkTenant(await world.logIn('usr_admin'), master)
  await world.linkUser(await world.logIn('usr_tech'), tech)
  const [through, local] = [openBrowser(), await world.logIn('usr_tech')]
  await world.signIn(through, tech)
  return Object.assign(world, { through, local, colleague: await world.logIn('usr_tech2') })
}

const seconds = () => Math.floor(Date.now() / 1000)
const isIn = async (world: World, browser: Browser) => (await world.sessionOf(browser)) !== null

async function pushed(world: World, event_timestamp = seconds()): Promise<void> {
  const token = { iss: world.hub.issuer, aud: 'psa-us', iat: seconds(), jti: randomUUID() }
  const sub_id = { format: 'iss_sub', iss: world.hub.issuer, sub: 'acc_tech' }
  const events = { 'https://schemas.openid.net/secevent/risc/event-type/account-disabled': { event_timestamp } }
  const body = world.hub.sign('secevent+jwt', { ...token, sub_id, events })
  const headers = { 'Content-Type': 'application/secevent+jwt' }
  await fetch(`${world.product.origin}/connect/security-events`, { method: 'POST', headers, body })
}

async function loggedOut({ hub, product }: World, whom: object = { sub: 'acc_tech' }): Promise<void> {
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const times = { iat: seconds(), exp: seconds() + 60 }
  const token = { iss: hub.issuer, aud: 'psa-us', jti: randomUUID(), ...whom, ...times, events }
  const body = new URLSearchParams({ logout_token: hub.sign('logout+jwt', token) })
  await fetch(`${product.origin}/connect/backchannel-logout`, { method: 'POST', body })
}

const ends: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  async 'a log-out in the hub’s log'({ hub, product }) {
    hub.ledger.endSession('psa-us', 'acc_tech', 'sid_of_another_product')
    await product.connect.reconcile()
  },
  async 'a deactivation'({ hub, product }) {
    hub.ledger.setActive('acc_tech', 'alder', false)
    await product.connect.reconcile()
  },
  'a logout token': (world) => loggedOut(world),
  async 'a logout token that names a session alone'(world) {
    await world.signIn(openBrowser(), tech)
    const { sid } = await world.product.db
      .withTables<{ connect_product_sessions: { sid: string; started_at: number } }>()
      .selectFrom('connect_product_sessions')
      .select('sid')
      .orderBy('started_at', 'desc')
      .executeTakeFirstOrThrow()
    await loggedOut(world, { sid })
  },
  'a Security Event Token': (world) => pushed(world),
}

describe('local sessions of a linked person', () => {
  for (const [what, end] of Object.entries(ends)) {
    it(`stay after ${what}, unless the company wants them to end: then they end, and no one else’s (T28)`, async () => {
      await using world = await openBothWays()
      const { connect, db } = world.product

      await end(world)
      assert.equal(await isIn(world, world.local), true)
      assert.equal(await connect.localSessionPolicy('ten_alder'), 'stay')
      await connect.setLocalSessionPolicy('ten_alder', 'end')
      await end(world)

      assert.equal(await connect.localSessionPolicy('ten_alder'), 'end')
      assert.deepEqual([await isIn(world, world.local), await isIn(world, world.colleague)], [false, true])
      const acts = await db
        .withTables<{ connect_audit: { action: string; user_id: string | null } }>()
        .selectFrom('connect_audit')
        .select(['action', 'user_id'])
        .where('action', 'like', 'local_session%')
        .execute()
      assert.deepEqual(acts, [
        { action: 'local_session_policy_set', user_id: null },
        { action: 'local_sessions_ended', user_id: 'usr_tech' },
      ])
    })
  }

  it('end of all who are linked where the hub’s log no longer reaches back, if their company wants that (W-14)', async () => {
    await using world = await openBothWays()
    const { hub, product, local, colleague } = world
    const loseEvents = async () => {
      hub.ledger.setActive('acc_tech', 'alder', false)
      const log = hub.ledger.eventsAfter('psa-us', Number.MAX_SAFE_INTEGER)
      hub.ledger.prune('psa-us', log === 'gone' ? 0 : log.head)
      await product.connect.reconcile()
    }
    await product.connect.reconcile()

    await loseEvents()
    assert.equal(await isIn(world, local), true, 'they stay, which is the default')
    await product.connect.setLocalSessionPolicy('ten_alder', 'end')
    await loseEvents()

    assert.deepEqual(
      [await isIn(world, local), await isIn(world, colleague)],
      [false, true],
      'one of them is not linked',
    )
    const ended = product.db
      .withTables<{ connect_audit: { action: string; user_id: string | null; actor: string } }>()
      .selectFrom('connect_audit')
      .select(['user_id', 'actor'])
      .where('action', '=', 'local_sessions_ended')
      .orderBy('user_id')
    assert.deepEqual(await ended.execute(), [
      { user_id: 'usr_admin', actor: 'product' },
      { user_id: 'usr_tech', actor: 'product' },
    ])
  })

  it('end where the host cannot say who the person is: the entry goes without the name', async () => {
    await using world = await openBothWays()
    const { connect, db, log } = world.product
    await connect.setLocalSessionPolicy('ten_alder', 'end')
    await connect.reconcile()
    await db
      .updateTable('host_users')
      .set({ class: 'robot' as 'contact' })
      .where('id', '=', 'usr_tech')
      .execute()
    const broken = Object.entries(ends).filter(([what]) => !what.includes('a session alone'))

    for (const [what, end] of broken) {
      const browser = await world.logIn('usr_tech')
      await end(world)
      assert.equal(await isIn(world, browser), false, what)
    }

    assert.equal(log.filter(({ event }) => event === 'names_left_out').length, broken.length)
    assert.equal((await connect.reconcile()).events, 0, 'the log goes on')
  })

  it('stay when their person only unlinks, is let in again, or was spoken of long ago', async () => {
    await using world = await openBothWays()
    const { hub, product, local } = world
    hub.ledger.setActive('acc_tech', 'alder', false)
    await product.connect.reconcile()
    await product.connect.setLocalSessionPolicy('ten_alder', 'end')

    hub.ledger.setActive('acc_tech', 'alder', true)
    await product.connect.reconcile()
    assert.equal(await isIn(world, local), true, 'let in again')
    await pushed(world, seconds() - 13 * 3600)
    assert.equal(await isIn(world, local), true, 'long ago')
    const [link] = hub.ledger.links.values()
    hub.ledger.unlink('acc_tech', link?.id ?? '')
    await product.connect.reconcile()
    assert.equal(await isIn(world, local), true, 'unlinked')
    await loggedOut(world)
    assert.equal(await isIn(world, local), true, 'not linked any more')
  })

  it('stay again when the company has changed its mind', async () => {
    await using world = await openBothWays()
    for (const policy of ['end', 'stay'] as const) {
      await world.product.connect.setLocalSessionPolicy('ten_alder', policy)
    }
    await loggedOut(world)
    assert.equal(await isIn(world, world.local), true)
  })

  it('are promised an end by no product that cannot end them', async () => {
    const connect = createConnect({
      issuer: 'https://hub.example',
      client: { id: 'psa-us', secret: 'a secret of the product, of no use elsewhere' },
      product: { module: 'psa', deployment: 'psa-us', name: 'PSA', hubName: 'Hub', origin: 'https://psa.example' },
      store: memoryStore(),
      tenants: { find: async () => null },
      users: { find: async () => null },
      sessions: { read: async () => null, begin: async () => ({ id: 'session', cookies: [] }) },
      paths: { login: '/login', home: '/', mySettings: '/my-settings', tenantSettings: '/settings' },
    })
    await assert.rejects(connect.setLocalSessionPolicy('ten_alder', 'end'), TypeError)
    await connect.setLocalSessionPolicy('ten_alder', 'stay')
    assert.equal(await connect.localSessionPolicy('ten_alder'), 'stay')
  })
})
