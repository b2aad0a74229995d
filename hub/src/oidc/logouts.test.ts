import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { recordLog } from '@lanyard/running/testing'
import { databases } from '@lanyard/storage/testing'
import { operator, psaUk, psaUs } from '../../testing.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'
import { newId } from '../ids.ts'
import { deliverDueLogouts, pruneLogouts } from '../delivery/logout-deliveries/deliver-logouts.ts'
import { deactivateMember } from '../connections/rights/change-status.ts'
import { endHubSession } from '../delivery/product-sessions/end-hub-session.ts'
import { finishEnds } from '../delivery/product-sessions/finish-ends.ts'
import { recordProductSession } from '../people/sessions/record-product-session.ts'
import { readEvents } from '../delivery/event-log/read-events.ts'
import { sendLogoutToken } from './send-logout-token.ts'
import { openLogoutSite, signIn } from './testing/logout-site.ts'
import { openTestClient } from './testing/test-client.ts'
import { openTestProduct } from './testing/test-product.ts'

const sidsOf = (heard: readonly Readonly<Record<string, unknown>>[]) => heard.map(({ sid }) => sid)

for (const database of databases) {
  describe(`the end of a session at the hub on ${database.name}`, () => {
    it('stands in the log of each deployment that got a sign-in of it, and of no other (T26)', async () => {
      await using world = await openLogoutSite(database)
      const { site, tech, alder, visitor } = world
      const [product, elsewhere] = [await openTestProduct(site.hub, psaUs), await openTestProduct(site.hub, psaUk)]
      const other = await site.addPerson(alder, 'other')
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
      assert.deepEqual(await world.deliveries(), [])
    })

    it('is acknowledged by the deployment that asks for what comes after it', async () => {
      await using world = await openLogoutSite(database)
      const { site, visitor } = world
      const product = await openTestProduct(site.hub, psaUs)
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
      await using world = await openLogoutSite(database)
      const { site, visitor } = world
      await using wiki = await openTestClient(site)
      const sid = await wiki.signIn(visitor)

      wiki.behave(500)
      await visitor.post('/logout')
      const problems: unknown[] = []
      const date = 'Fri, 01 Jan 2100 00:00:00 GMT'
      for (const manner of ['lost', { status: 400, date }, { status: 302, date }, 'silent'] as const) {
        wiki.behave(manner)
        site.hub.pass(11 * MINUTE)
        await world.keepHouse()
        await world.keepHouse()
        problems.push((await world.deliveries())[0]?.last_error)
      }
      const [waiting] = await world.deliveries()
      wiki.behave(204)
      await world.keepHouse()
      assert.equal(wiki.heard.length, 5, 'its time has not come')
      site.hub.pass(11 * MINUTE)
      await world.keepHouse()
      site.hub.pass(DAY)
      await world.keepHouse()

      assert.match(String(problems[1]), /^status 400, the clocks differ by \d+ seconds: the client's is ahead$/)
      assert.equal(problems[2], 'status 302', 'its time says nothing')
      assert.deepEqual([waiting?.tries, waiting?.answered_at], [5, null])
      assert.deepEqual(sidsOf(wiki.heard), Array(6).fill(sid))
      assert.equal(new Set(wiki.heard.map(({ jti }) => jti)).size, 6)
      const [confirmed] = await world.deliveries()
      assert.ok(confirmed?.answered_at)
      assert.deepEqual([confirmed.tries, confirmed.failed_at, confirmed.last_error], [6, null, null])
      site.hub.pass(31 * DAY)
      await pruneLogouts(site.hub)
      assert.deepEqual(await world.deliveries(), [])
    })

    it('is given up after a day, loudly, and at once where the client is gone', async () => {
      await using world = await openLogoutSite(database)
      const { site, visitor } = world
      await using wiki = await openTestClient(site)
      await using gone = await openTestClient(site, { name: 'Old wiki' })
      for (const each of [wiki, gone]) {
        await each.signIn(visitor)
        each.behave(503)
      }
      const { log, lines } = recordLog('error')
      const hub = { ...site.hub, log }
      await visitor.post('/logout')
      await site.hub.db.deleteFrom('clients').where('id', '=', gone.id).execute()

      site.hub.pass(MINUTE)
      await world.keepHouse(hub)
      assert.deepEqual(lines, [])
      site.hub.pass(DAY)
      await world.keepHouse(hub)
      site.hub.pass(HOUR)
      await world.keepHouse(hub)

      const rows = await world.deliveries()
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

    it('is told with all that a client takes in one round, and no more than a first few to one that takes none', async () => {
      await using world = await openLogoutSite(database)
      const { site, tech, alder } = world
      await using well = await openTestClient(site, { name: 'Well' })
      await using failing = await openTestClient(site, { name: 'Failing' })
      failing.behave(500)
      const { id: member, epoch } = tech.member
      const about = { account: tech.account.id, organization: alder }
      for (const { id: client } of [well, failing])
        for (let number = 0; number < 25; number++) {
          const name = `${client}-${number}`
          assert.ok(await recordProductSession(site.hub, { ...about, client, sid: name, hubSession: name }, epoch))
        }

      await deactivateMember(site.hub, { member, by: operator })
      await deliverDueLogouts(site.hub, sendLogoutToken(site.provider))

      assert.equal(new Set(sidsOf(well.heard)).size, 25)
      assert.equal(failing.heard.length, 10)
    })

    it('is told by one of two nodes that look at once', async () => {
      await using world = await openLogoutSite(database)
      const { site, visitor } = world
      await using wiki = await openTestClient(site)
      await wiki.signIn(visitor)
      wiki.behave(500)
      await visitor.post('/logout')
      wiki.behave(200)
      site.hub.pass(MINUTE)

      const nodes = [site.hub, await site.hub.second(), await site.hub.second()]
      await Promise.all(nodes.map((node) => deliverDueLogouts(node, sendLogoutToken(site.provider))))

      assert.equal(wiki.heard.length, 2)
    })

    it('is finished by another node where this one dies right after the commit', async () => {
      await using world = await openLogoutSite(database)
      const { site, visitor } = world
      const product = await openTestProduct(site.hub, psaUs)
      await using wiki = await openTestClient(site)
      const sid = await wiki.signIn(visitor)
      await signIn(product, visitor)
      const [session = ''] = await world.uids()
      await endHubSession(site.hub, { session, auditId: newId('aud') })
      assert.deepEqual([wiki.heard.length, (await visitor.get('/')).url.pathname], [0, '/'])

      await world.keepHouse(await site.hub.second())
      await world.keepHouse()

      assert.deepEqual(sidsOf(wiki.heard), [sid])
      assert.match((await visitor.get('/')).url.pathname, /^\/login\//)
      assert.equal((await readEvents(site.hub, { deployment: psaUs, after: 0 })).head, 1)
      assert.deepEqual(await finishEnds(site.hub, () => Promise.reject(new Error('nothing is left to do'))), undefined)
    })

    it('is told again, by another token, where a node dies before it has written down the answer', async () => {
      await using world = await openLogoutSite(database)
      const { site, visitor } = world
      await using wiki = await openTestClient(site)
      await wiki.signIn(visitor)
      const [session = ''] = await world.uids()
      await endHubSession(site.hub, { session, auditId: newId('aud') })
      const tell = sendLogoutToken(site.provider)
      const dying = deliverDueLogouts({ ...site.hub, log: recordLog().log }, async (delivery) => {
        await tell(delivery)
        throw new Error('killed')
      })
      await dying

      await world.keepHouse()
      assert.equal(wiki.heard.length, 1, 'it may only be slow')
      site.hub.pass(31 * SECOND)
      await world.keepHouse()

      assert.equal(new Set(wiki.heard.map(({ jti }) => jti)).size, 2)
      assert.ok((await world.deliveries())[0]?.answered_at)
    })

    it('ends nothing of anyone else’s, and tells a client only of its own (T21)', async () => {
      await using world = await openLogoutSite(database)
      const { site, tech, alder, visitor } = world
      const birch = await site.addOrganization('birch', 'Birch MSP')
      const others = [await site.addPerson(alder, 'colleague'), await site.addPerson(birch, 'stranger')]
      await using wiki = await openTestClient(site)
      await using board = await openTestClient(site, { name: 'Board' })
      const sids = { wiki: await wiki.signIn(visitor), board: await board.signIn(visitor) }
      const standing = await Promise.all([tech, ...others].map((person) => site.logIn(person)))
      for (const each of standing) for (const at of [wiki, board]) await at.signIn(each)

      await visitor.post('/logout')
      site.hub.pass(MINUTE)
      await world.keepHouse()

      assert.deepEqual([sidsOf(wiki.heard), sidsOf(board.heard)], [[sids.wiki], [sids.board]])
      assert.notEqual(sids.wiki, sids.board)
      assert.deepEqual(wiki.heard[0]?.['sub'], tech.account.id)
      for (const each of standing) assert.equal((await each.get('/')).url.pathname, '/')
      assert.equal((await world.ledger()).filter((row) => row.ended_at === null).length, 6)
    })
  })
}
