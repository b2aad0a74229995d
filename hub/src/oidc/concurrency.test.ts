import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTransaction } from '@lanyard/storage'
import { databases, eventually } from '@lanyard/storage/testing'
import { type Kysely, sql } from 'kysely'
import * as client from 'openid-client'
import { psaUk, psaUs, rmmUs } from '../../testing.ts'
import type { Ledger, Short } from '../db/schema.ts'
import { lockAccount } from '../people/accounts/lock-account.ts'
import { openAlder } from '../web/testing/open-alder.ts'
import { startTestSite } from '../web/testing/start-test-site.ts'
import { endSession } from './end-session.ts'
import { goThroughLogin } from './testing/go-through-login.ts'
import { openTestClient } from './testing/test-client.ts'
import { aTenantLinkDetail, confirmLink, openTestProduct } from './testing/test-product.ts'

const [, postgres] = databases

describe('exchanges of a code that all find it unused', () => {
  it('give one of them its tokens (T19)', async () => {
    await using site = await startTestSite({}, postgres)
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const product = await openTestProduct(site.hub, psaUs)
    const begun = await product.begin()
    const back = await goThroughLogin(site, site.visitor(), begun.url, await site.addPerson(alder, 'tech'))

    // The request that uses the code up has to wait until all of them have read it.
    const { short } = await site.hub.second()
    const { short: watching } = await site.hub.second()
    const { outcomes } = await short.transaction().execute(async (held) => {
      await held
        .selectFrom('artifacts')
        .select('id_hash')
        .where('model', '=', 'AuthorizationCode')
        .forUpdate()
        .execute()
      const exchanges = Promise.allSettled([1, 2, 3, 4].map(() => product.redeem(begun, back.url)))
      await eventually('four transactions wait for a lock', async () => (await waitingForLocks(watching)) === 4)
      return { outcomes: exchanges }
    })
    const statuses = (await outcomes).map(({ status }) => status)
    assert.deepEqual(statuses.sort(), ['fulfilled', 'rejected', 'rejected', 'rejected'])
  })
})

describe('a double click on "Connect only"', () => {
  it('leaves no session behind, whichever of its answers comes last (A13)', async () => {
    await using site = await openAlder({}, postgres)
    const product = await openTestProduct(site.hub, psaUs)
    const detail = aTenantLinkDetail(psaUs, { id: 'alder', name: 'Alder' })
    const begun = await product.push({ authorization_details: JSON.stringify([detail]) })
    const visitor = site.visitor()
    const page = await goThroughLogin(site, visitor, begun.url, site.master)
    const click = {
      method: 'POST',
      body: new URLSearchParams({ decision: 'only' }),
      headers: { 'sec-fetch-site': 'same-origin' },
    }

    // The first click that approves has to wait until the other has read the ceremony, too.
    const { db } = await site.hub.second()
    const { db: watching } = await site.hub.second()
    const { answers } = await inTransaction({ db }, async (held) => {
      await lockAccount(held.db, site.master.account.id)
      const clicks = [1, 2].map(() => visitor.begin(page.url.href, click))
      await eventually('both clicks wait for the lock', async () => (await waitingForLocks(watching)) === 2)
      return { answers: Promise.all(clicks) }
    })
    const [, last] = await answers
    const back = await visitor.get(last?.headers.get('location') ?? '')
    await product.redeem(begun, back.url)
    await confirmLink(product, detail.link_id)

    const silent = await visitor.get((await product.begin({ prompt: 'none' })).url.href)
    assert.equal(silent.url.searchParams.get('error'), 'login_required')
  })
})

for (const database of databases) {
  describe(`simultaneous requests on ${database.name}`, () => {
    it('give one of four exchanges of a code its tokens (T19)', async () => {
      await using site = await startTestSite({}, database)
      const alder = await site.addOrganization('alder', 'Alder MSP')
      const tech = await site.addPerson(alder, 'tech')
      const product = await openTestProduct(site.hub, psaUs)
      const begun = await product.begin()
      const back = await goThroughLogin(site, site.visitor(), begun.url, tech)

      const exchanges = await Promise.allSettled([1, 2, 3, 4].map(() => product.redeem(begun, back.url)))
      const failures = exchanges.flatMap((exchange) =>
        exchange.status === 'rejected' ? [exchange.reason as unknown] : [],
      )
      assert.equal(failures.length, 3)
      for (const failure of failures) {
        assert.ok(failure instanceof client.ResponseBodyError)
        assert.equal(failure.error, 'invalid_grant')
      }
    })

    it('keep what each of them wrote into one session', async () => {
      await using site = await startTestSite({}, database)
      const alder = await site.addOrganization('alder', 'Alder MSP')
      await site.logIn(await site.addPerson(alder, 'tech'))
      const { uid } = await site.hub.short.selectFrom('sessions').select('uid').executeTakeFirstOrThrow()

      // As two sign-ins have it that begin before either ends.
      const [one, other] = [await site.provider.Session.findByUid(uid), await site.provider.Session.findByUid(uid)]
      for (const [session, product] of [
        [one, 'psa-us'],
        [other, 'rmm-us'],
      ] as const) {
        session?.sidFor(product, `sid of ${product}`)
        Object.assign(session ?? {}, { jti: 'the value of the cookie' })
        await session?.persist()
      }

      const after = await site.provider.Session.findByUid(uid)
      assert.equal(after?.sidFor('psa-us'), 'sid of psa-us')
      assert.equal(after?.sidFor('rmm-us'), 'sid of rmm-us')
    })

    it('sign in at several products with one session, none of which is forgotten (A1)', async () => {
      await using site = await startTestSite({}, database)
      const alder = await site.addOrganization('alder', 'Alder MSP')
      const tech = await site.addPerson(alder, 'tech')
      const visitor = await site.logIn(tech)
      const products = await Promise.all([psaUs, psaUk, rmmUs].map((id) => openTestProduct(site.hub, id)))

      const subjects = await Promise.all(
        products.map(async (product) => {
          const begun = await product.begin()
          const back = await visitor.get(begun.url.href)
          return (await product.redeem(begun, back.url)).claims()?.sub
        }),
      )
      assert.deepEqual(subjects, [tech.account.id, tech.account.id, tech.account.id])
      const rows = await site.hub.short.selectFrom('session_clients').select('client').orderBy('client').execute()
      assert.deepEqual(
        rows.map((row) => row.client),
        ['hub', 'psa-uk', 'psa-us', 'rmm-us'],
      )
    })

    it('do not bring an ended session back', async () => {
      await using site = await startTestSite({}, database)
      const alder = await site.addOrganization('alder', 'Alder MSP')
      const tech = await site.addPerson(alder, 'tech')
      const visitor = await site.logIn(tech)
      const product = await openTestProduct(site.hub, psaUs)
      const { uid } = await site.hub.short.selectFrom('sessions').select('uid').executeTakeFirstOrThrow()

      // As a sign-in in flight has it: read before the end, written after it.
      const inFlight = await site.provider.Session.findByUid(uid)
      const begun = await product.begin()
      const back = await visitor.get(begun.url.href)
      await endSession(site.hub, site.provider, uid)
      if (inFlight) {
        inFlight.jti = 'a value that the browser might still hold'
        await inFlight.persist()
      }

      await assert.rejects(product.redeem(begun, back.url), client.ResponseBodyError)
      const silent = await visitor.get((await product.begin({ prompt: 'none' })).url.href)
      assert.equal(silent.url.searchParams.get('error'), 'login_required')
      assert.equal(await site.provider.Session.findByUid(uid), undefined)
    })
  })
}

describe('a code used twice', () => {
  it('takes the access token that came of it along (T19)', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const tech = await site.addPerson(alder, 'tech')
    const product = await openTestProduct(site.hub, psaUs)
    const begun = await product.begin()
    const back = await goThroughLogin(site, site.visitor(), begun.url, tech)
    const tokens = await product.redeem(begun, back.url)
    await client.fetchUserInfo(product.config, tokens.access_token, tech.account.id)

    await assert.rejects(product.redeem(begun, back.url), client.ResponseBodyError)
    await assert.rejects(client.fetchUserInfo(product.config, tokens.access_token, tech.account.id))
  })
})

describe('logging out at the hub', () => {
  it('tells every client that has a logout address, and ends silent sign-ins (P23)', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const tech = await site.addPerson(alder, 'tech')
    await using wiki = await openTestClient(site)
    const visitor = await site.logIn(tech)
    const sid = await wiki.signIn(visitor)

    await visitor.post('/logout')

    const [payload = {}] = wiki.heard
    assert.equal(payload['sub'], tech.account.id)
    assert.equal(payload['sid'], sid)
    assert.equal('nonce' in payload, false)
    assert.equal((await visitor.get('/')).url.pathname.startsWith('/login/'), true)
  })
})

async function waitingForLocks(db: Kysely<Ledger> | Kysely<Short>): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows[0]?.waiting ?? 0
}
