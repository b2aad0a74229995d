import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { ClientError, ResponseBodyError } from 'openid-client'
import { pino } from 'pino'
import { psaUk, psaUs } from '../../testing.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import { deliverDueLogouts } from '../logout-deliveries/deliver-logouts.ts'
import { pruneLogouts } from '../logout-deliveries/prune-logouts.ts'
import { endHubSession } from '../product-sessions/end-hub-session.ts'
import { finishEnds } from '../product-sessions/finish-ends.ts'
import { pruneProductSessions } from '../product-sessions/prune-product-sessions.ts'
import { readEvents } from '../tenant-links/read-events.ts'
import { startTestSite, type TestSite } from '../web/testing/start-test-site.ts'
import type { Visitor } from '../web/testing/visitor.ts'
import { endSession } from './end-session.ts'
import { tellClient } from './tell-client.ts'
import { openTestClient, sidIn } from './testing/test-client.ts'
import { openTestProduct, type TestProduct } from './testing/test-product.ts'

async function openSite(database: (typeof databases)[number]) {
  const site = await startTestSite({}, database)
  const alder = await site.addOrganization('alder', 'Alder MSP')
  return {
    site,
    alder,
    tech: await site.addPerson(alder, 'tech'),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  }
}

/** As housekeeping of any node does it. */
async function keepHouse({ provider }: TestSite, hub: Hub): Promise<void> {
  await finishEnds(hub, (uid) => endSession(hub, provider, uid))
  await deliverDueLogouts(hub, tellClient(provider))
}

async function signIn(product: TestProduct, visitor: Visitor): Promise<string | null> {
  const begun = await product.begin()
  const back = await visitor.get(begun.url.href)
  return sidIn(await product.redeem(begun, back.url))
}

const sidsOf = (heard: readonly Readonly<Record<string, unknown>>[]) => heard.map(({ sid }) => sid)

async function uidsOf({ hub }: TestSite): Promise<string[]> {
  const rows = await hub.short.selectFrom('sessions').select('uid').where('account', 'is not', null).execute()
  return rows.map(({ uid }) => uid)
}

const deliveriesOf = ({ db }: Pick<Hub, 'db'>) => db.selectFrom('logout_deliveries').selectAll().execute()
const ledgerOf = ({ db }: Pick<Hub, 'db'>) => db.selectFrom('product_sessions').selectAll().orderBy('client').execute()

/** A log whose errors can be looked at. */
function openLog() {
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  return { log: pino({ level: 'error' }, { write }), lines }
}

for (const database of databases) {
  describe(`the ledger of product sessions on ${database.name}`, () => {
    it('has every client that got a sign-in, once, and is not written again by the next', async () => {
      await using world = await openSite(database)
      const { site, tech, alder } = world
      const product = await openTestProduct(site.hub, psaUs)
      await using wiki = await openTestClient(site, { logoutAddress: false })
      const visitor = await site.logIn(tech)

      const sid = await signIn(product, visitor)
      await wiki.signIn(visitor)
      const before = await ledgerOf(site.hub)
      site.hub.pass(HOUR)
      await signIn(product, visitor)
      await product.callApi('GET', '/events?after=0')

      const [uid] = await uidsOf(site)
      const about = { hub_session: uid, account: tech.account.id, organization: alder, ended_at: null }
      const rows = await ledgerOf(site.hub)
      assert.deepEqual(rows, before)
      assert.deepEqual(
        rows.map(({ client, first_at, last_at, hub_session, account, organization, ended_at }) => [
          client,
          first_at === last_at,
          { hub_session, account, organization, ended_at },
        ]),
        [wiki.id, 'psa-us'].sort().map((client) => [client, true, about]),
      )
      assert.equal(rows.find(({ client }) => client === 'psa-us')?.sid, sid)
    })

    it('refuses a sign-in whose session ends before its tokens leave', async () => {
      await using world = await openSite(database)
      const { site, tech } = world
      const product = await openTestProduct(site.hub, psaUs)
      const visitor = await site.logIn(tech)
      const begun = await product.begin()
      const back = await visitor.get(begun.url.href)
      const [session = ''] = await uidsOf(site)

      // Decided, and not yet in the short-lived database.
      await endHubSession(site.hub, { session, auditId: newId('aud') })

      await assert.rejects(product.redeem(begun, back.url), (error) => {
        return error instanceof ResponseBodyError && error.error === 'invalid_grant'
      })
      assert.deepEqual(await ledgerOf(site.hub), [])
      const tokens = site.hub.short.selectFrom('artifacts').selectAll().where('model', '=', 'AccessToken')
      assert.deepEqual(await tokens.execute(), [])
    })

    it('lets no tokens leave where it cannot be written', async () => {
      await using world = await openSite(database)
      const { site, tech } = world
      const product = await openTestProduct(site.hub, psaUs)
      const visitor = await site.logIn(tech)
      const begun = await product.begin()
      const back = await visitor.get(begun.url.href)
      await site.hub.db.schema.alterTable('product_sessions').renameTo('lost').execute()

      await assert.rejects(product.redeem(begun, back.url), (error) => {
        return error instanceof ClientError && (error.cause as Partial<Response>).status === 503
      })
      const tokens = site.hub.short.selectFrom('artifacts').selectAll().where('model', '=', 'AccessToken')
      assert.deepEqual(await tokens.execute(), [])
    })

    it('forgets what has lapsed, and never what still stands', async () => {
      await using world = await openSite(database)
      const { site, tech } = world
      const product = await openTestProduct(site.hub, psaUs)
      const visitor = await site.logIn(tech)
      await signIn(product, visitor)

      await pruneProductSessions(site.hub)
      assert.equal((await ledgerOf(site.hub)).length, 1)
      await visitor.post('/logout')
      site.hub.pass(DAY)
      await pruneProductSessions(site.hub)
      assert.equal((await ledgerOf(site.hub)).length, 1, 'a sign-in in flight is refused by it')
      await signIn(product, await site.logIn(tech))
      site.hub.pass(13 * HOUR)
      await pruneProductSessions(site.hub)
      assert.equal((await ledgerOf(site.hub)).length, 1)
      site.hub.pass(2 * DAY)
      await pruneProductSessions(site.hub)

      assert.deepEqual(await ledgerOf(site.hub), [])
      assert.deepEqual(await site.hub.db.selectFrom('hub_sessions').selectAll().execute(), [])
    })
  })

  describe(`the end of a session at the hub on ${database.name}`, () => {
    it('stands in the log of each deployment that got a sign-in of it, and of no other (T26)', async () => {
      await using world = await openSite(database)
      const { site, tech, alder } = world
      const [product, elsewhere] = [await openTestProduct(site.hub, psaUs), await openTestProduct(site.hub, psaUk)]
      const other = await site.addPerson(alder, 'other')
      const visitor = await site.logIn(tech)
      const sid = await signIn(product, visitor)
      const [stays, colleague] = [await site.logIn(tech), await site.logIn(other)]
      for (const each of [stays, colleague]) await signIn(elsewhere, each)
      await signIn(product, colleague)

      await visitor.post('/logout')

      const { events } = await readEvents(site.hub, { deployment: psaUs, after: 0 })
      assert.deepEqual(
        events.map((event) => [event.n, event.type, event.type === 'session_ended' && [event.sub, event.sid]]),
        [[1, 'session_ended', [tech.account.id, sid]]],
      )
      assert.equal((await readEvents(site.hub, { deployment: psaUk, after: 0 })).head, 0)
      assert.deepEqual(await deliveriesOf(site.hub), [])
    })

    it('is acknowledged by the deployment that asks for what comes after it', async () => {
      await using world = await openSite(database)
      const { site, tech } = world
      const product = await openTestProduct(site.hub, psaUs)
      const visitor = await site.logIn(tech)
      await signIn(product, visitor)
      await visitor.post('/logout')
      const feed = async () => {
        const { db } = site.hub
        const log = await db
          .selectFrom('hub_feeds')
          .selectAll()
          .where('deployment', '=', psaUs)
          .executeTakeFirstOrThrow()
        const event = await db.selectFrom('hub_events').selectAll().executeTakeFirstOrThrow()
        return [log.acknowledged_to, event.acknowledged_at !== null]
      }

      await product.callApi('GET', '/events?after=0')
      const before = await feed()
      const beyond = await product.callApi('GET', '/events?after=2')
      const unheard = await feed()
      await product.callApi('GET', '/events?after=1')

      assert.deepEqual([before, beyond.status, unheard, await feed()], [[0, false], 410, [0, false], [1, true]])
    })

    it('reaches a client that was down, failed, or lost the answer, by a token of its own each time (T22)', async () => {
      await using world = await openSite(database)
      const { site, tech } = world
      await using wiki = await openTestClient(site)
      const visitor = await site.logIn(tech)
      const sid = await wiki.signIn(visitor)

      wiki.behave(500)
      await visitor.post('/logout')
      for (const manner of ['lost', 400, 302, 'silent'] as const) {
        wiki.behave(manner)
        site.hub.pass(11 * MINUTE)
        await keepHouse(site, site.hub)
        await keepHouse(site, site.hub)
      }
      const [waiting] = await deliveriesOf(site.hub)
      wiki.behave(204)
      await keepHouse(site, site.hub)
      assert.equal(wiki.heard.length, 5, 'its time has not come')
      site.hub.pass(11 * MINUTE)
      await keepHouse(site, site.hub)
      site.hub.pass(DAY)
      await keepHouse(site, site.hub)

      assert.deepEqual([waiting?.tries, waiting?.answered_at], [5, null])
      assert.deepEqual(sidsOf(wiki.heard), Array(6).fill(sid))
      assert.equal(new Set(wiki.heard.map(({ jti }) => jti)).size, 6)
      const [confirmed] = await deliveriesOf(site.hub)
      assert.ok(confirmed?.answered_at)
      assert.deepEqual([confirmed.tries, confirmed.failed_at, confirmed.last_error], [6, null, null])
      site.hub.pass(31 * DAY)
      await pruneLogouts(site.hub)
      assert.deepEqual(await deliveriesOf(site.hub), [])
    })

    it('is given up after a day, loudly, and at once where the client is gone', async () => {
      await using world = await openSite(database)
      const { site, tech } = world
      await using wiki = await openTestClient(site)
      await using gone = await openTestClient(site, { name: 'Old wiki' })
      const visitor = await site.logIn(tech)
      for (const each of [wiki, gone]) {
        await each.signIn(visitor)
        each.behave(503)
      }
      const { log, lines } = openLog()
      const hub = { ...site.hub, log }
      await visitor.post('/logout')
      await site.hub.db.deleteFrom('clients').where('id', '=', gone.id).execute()

      site.hub.pass(MINUTE)
      await keepHouse(site, hub)
      assert.deepEqual(lines, [])
      site.hub.pass(DAY)
      await keepHouse(site, hub)
      site.hub.pass(HOUR)
      await keepHouse(site, hub)

      const rows = await deliveriesOf(site.hub)
      assert.deepEqual(Object.fromEntries(rows.map(({ client, tries, last_error }) => [client, [tries, last_error]])), {
        [wiki.id]: [3, 'status 503'],
        [gone.id]: [2, 'client_gone'],
      })
      assert.ok(rows.every((row) => row.failed_at !== null && row.answered_at === null))
      const delivery = rows.find(({ client }) => client === wiki.id)
      assert.deepEqual(
        lines.map(({ event, client, id }) => [event, client, id]),
        [['logout_given_up', wiki.id, delivery?.id]],
      )
    })

    it('is told by one of two nodes that look at once', async () => {
      await using world = await openSite(database)
      const { site, tech } = world
      await using wiki = await openTestClient(site)
      const visitor = await site.logIn(tech)
      await wiki.signIn(visitor)
      wiki.behave(500)
      await visitor.post('/logout')
      wiki.behave(200)
      site.hub.pass(MINUTE)

      const nodes = [site.hub, await site.hub.second(), await site.hub.second()]
      await Promise.all(nodes.map((node) => deliverDueLogouts(node, tellClient(site.provider))))

      assert.equal(wiki.heard.length, 2)
    })

    it('is finished by another node where this one dies right after the commit', async () => {
      await using world = await openSite(database)
      const { site, tech } = world
      const product = await openTestProduct(site.hub, psaUs)
      await using wiki = await openTestClient(site)
      const visitor = await site.logIn(tech)
      const sid = await wiki.signIn(visitor)
      await signIn(product, visitor)
      const [session = ''] = await uidsOf(site)
      await endHubSession(site.hub, { session, auditId: newId('aud') })
      assert.deepEqual([wiki.heard.length, (await visitor.get('/')).url.pathname], [0, '/'])

      await keepHouse(site, await site.hub.second())
      await keepHouse(site, site.hub)

      assert.deepEqual(sidsOf(wiki.heard), [sid])
      assert.match((await visitor.get('/')).url.pathname, /^\/login\//)
      assert.equal((await readEvents(site.hub, { deployment: psaUs, after: 0 })).head, 1)
      assert.deepEqual(await finishEnds(site.hub, () => Promise.reject(new Error('nothing is left to do'))), undefined)
    })

    it('is told again, by another token, where a node dies before it has written down the answer', async () => {
      await using world = await openSite(database)
      const { site, tech } = world
      await using wiki = await openTestClient(site)
      const visitor = await site.logIn(tech)
      await wiki.signIn(visitor)
      const [session = ''] = await uidsOf(site)
      await endHubSession(site.hub, { session, auditId: newId('aud') })
      const tell = tellClient(site.provider)
      const dying = deliverDueLogouts({ ...site.hub, log: openLog().log }, async (delivery) => {
        await tell(delivery)
        throw new Error('killed')
      })
      await dying

      await keepHouse(site, site.hub)
      assert.equal(wiki.heard.length, 1, 'it may only be slow')
      site.hub.pass(31 * SECOND)
      await keepHouse(site, site.hub)

      assert.equal(new Set(wiki.heard.map(({ jti }) => jti)).size, 2)
      assert.ok((await deliveriesOf(site.hub))[0]?.answered_at)
    })

    it('ends nothing of anybody else’s, and tells a client only of its own (T21)', async () => {
      await using world = await openSite(database)
      const { site, tech, alder } = world
      const birch = await site.addOrganization('birch', 'Birch MSP')
      const others = [await site.addPerson(alder, 'colleague'), await site.addPerson(birch, 'stranger')]
      await using wiki = await openTestClient(site)
      await using board = await openTestClient(site, { name: 'Board' })
      const visitor = await site.logIn(tech)
      const sids = { wiki: await wiki.signIn(visitor), board: await board.signIn(visitor) }
      const standing = await Promise.all([tech, ...others].map((person) => site.logIn(person)))
      for (const each of standing) for (const at of [wiki, board]) await at.signIn(each)

      await visitor.post('/logout')
      site.hub.pass(MINUTE)
      await keepHouse(site, site.hub)

      assert.deepEqual([sidsOf(wiki.heard), sidsOf(board.heard)], [[sids.wiki], [sids.board]])
      assert.notEqual(sids.wiki, sids.board)
      assert.deepEqual(wiki.heard[0]?.['sub'], tech.account.id)
      for (const each of standing) assert.equal((await each.get('/')).url.pathname, '/')
      assert.equal((await ledgerOf(site.hub)).filter((row) => row.ended_at === null).length, 6)
    })
  })
}
