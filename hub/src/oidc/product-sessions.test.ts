import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { ClientError, ResponseBodyError } from 'openid-client'
import { psaUs } from '../../testing.ts'
import { DAY, HOUR } from '../clock.ts'
import { newId } from '../ids.ts'
import { endHubSession } from '../delivery/product-sessions/end-hub-session.ts'
import { pruneProductSessions } from '../people/sessions/prune-product-sessions.ts'
import { openLogoutSite, signIn } from './testing/logout-site.ts'
import { openTestClient } from './testing/test-client.ts'
import { openTestProduct } from './testing/test-product.ts'

for (const database of databases) {
  describe(`the ledger of product sessions on ${database.name}`, () => {
    it('has every client that got a sign-in, once, and is not written again by the next', async () => {
      await using world = await openLogoutSite(database)
      const { site, tech, alder, visitor } = world
      const product = await openTestProduct(site.hub, psaUs)
      await using wiki = await openTestClient(site, { logoutAddress: false })

      const sid = await signIn(product, visitor)
      await wiki.signIn(visitor)
      const before = await world.ledger()
      site.hub.pass(HOUR)
      await signIn(product, visitor)
      await product.callApi('GET', '/events?after=0')

      const [uid] = await world.uids()
      const about = { hub_session: uid, account: tech.account.id, organization: alder, ended_at: null }
      const rows = await world.ledger()
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
      await using world = await openLogoutSite(database)
      const { site, visitor } = world
      const product = await openTestProduct(site.hub, psaUs)
      const begun = await product.begin()
      const back = await visitor.get(begun.url.href)
      const [session = ''] = await world.uids()

      // Decided, and not yet in the short-lived database.
      await endHubSession(site.hub, { session, auditId: newId('aud') })

      await assert.rejects(product.redeem(begun, back.url), (error) => {
        return error instanceof ResponseBodyError && error.error === 'invalid_grant'
      })
      assert.deepEqual(await world.ledger(), [])
      const tokens = site.hub.short.selectFrom('artifacts').selectAll().where('model', '=', 'AccessToken')
      assert.deepEqual(await tokens.execute(), [])
    })

    it('lets no tokens leave where it cannot be written', async () => {
      await using world = await openLogoutSite(database)
      const { site, visitor } = world
      const product = await openTestProduct(site.hub, psaUs)
      const begun = await product.begin()
      const back = await visitor.get(begun.url.href)
      await site.hub.db.schema.alterTable('product_sessions').renameTo('lost').execute()

      await assert.rejects(product.redeem(begun, back.url), (error) => {
        const { status, headers } = (error as ClientError).cause as Response
        return error instanceof ClientError && status === 503 && headers.get('retry-after') === '5'
      })
      const tokens = site.hub.short.selectFrom('artifacts').selectAll().where('model', '=', 'AccessToken')
      assert.deepEqual(await tokens.execute(), [])
    })

    it('forgets what has lapsed, and never what still stands', async () => {
      await using world = await openLogoutSite(database)
      const { site, tech, visitor } = world
      const product = await openTestProduct(site.hub, psaUs)
      await signIn(product, visitor)

      await pruneProductSessions(site.hub)
      assert.equal((await world.ledger()).length, 1)
      await visitor.post('/logout')
      site.hub.pass(DAY)
      await pruneProductSessions(site.hub)
      assert.equal((await world.ledger()).length, 1, 'a sign-in in flight is refused by it')
      await signIn(product, await site.logIn(tech))
      site.hub.pass(13 * HOUR)
      await pruneProductSessions(site.hub)
      assert.equal((await world.ledger()).length, 1)
      site.hub.pass(2 * DAY)
      await pruneProductSessions(site.hub)

      assert.deepEqual(await world.ledger(), [])
      assert.deepEqual(await site.hub.db.selectFrom('hub_sessions').selectAll().execute(), [])
    })
  })
}
