import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { type Browser, openBrowser } from '../src/testing/hostile-browser.ts'
import { issueJwt, newSigningKey } from '../src/testing/jwt.ts'
import { openLinkedWorld } from './linked-world.ts'
import { press } from './press.ts'
import { tech, type World } from './world.ts'

/** Ends a browser's session at the hub, which tells the products. */
async function logOutAtHub({ hub }: World, browser: Browser): Promise<void> {
  const asked = await browser.open(`${hub.issuer}/session/end`)
  await press(browser, asked, /^Yes/)
}

describe('logging out at the hub', () => {
  it('ends the session that began with it, and no other (T22, T23)', async () => {
    await using world = await openLinkedWorld()
    const [browser, elsewhere] = [openBrowser(), openBrowser()]
    await world.signIn(browser, tech)
    await world.signIn(elsewhere, tech)

    await logOutAtHub(world, browser)

    assert.equal(await world.sessionOf(browser), null)
    assert.equal((await world.sessionOf(elsewhere))?.userId, 'usr_tech')
    const rows = await world.product.db
      .withTables<{ connect_audit: { action: string; details: string; tenant_id: string; user_id: string } }>()
      .selectFrom('connect_audit')
      .select(['details', 'tenant_id', 'user_id'])
      .where('action', '=', 'logged_out_at_hub')
      .execute()
    assert.deepEqual(
      rows.map(({ details, tenant_id, user_id }) => [
        (JSON.parse(details) as { sessionsEnded: number }).sessionsEnded,
        tenant_id,
        user_id,
      ]),
      [[1, 'ten_alder', 'usr_tech']],
    )
  })

  it('is heard by the log, too, of a product that was down, and once with the token (T26)', async () => {
    await using world = await openLinkedWorld()
    const [browser, elsewhere] = [openBrowser(), openBrowser()]
    await world.signIn(browser, tech)
    await world.signIn(elsewhere, tech)
    const tables = world.product.db.withTables<{
      connect_product_sessions: { id: string; sid: string; started_at: number }
      connect_audit: { audit_id: string; action: string }
    }>()
    const rows = await tables.selectFrom('connect_product_sessions').select('sid').orderBy('started_at').execute()
    const [first = '', second = ''] = rows.map(({ sid }) => sid)
    world.hub.ledger.endSession('psa-us', 'acc_somebody_else', second)
    world.hub.ledger.endSession('psa-us', 'acc_tech', first)

    world.restart()
    assert.equal(await world.sessionOf(browser), null, 'dead at the first request')
    await logOutAtHub(world, browser)

    assert.equal((await world.sessionOf(elsewhere))?.userId, 'usr_tech')
    const acts = await tables
      .selectFrom('connect_audit')
      .selectAll()
      .where('action', '=', 'logged_out_at_hub')
      .execute()
    assert.deepEqual(
      acts.map((act) => act.audit_id),
      ['AUDIT-OF-THE-HUB-1'],
    )
  })

  for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
    it(`lets nothing begin by a sign-in that it has overtaken, on ${dialect} (T26)`, async () => {
      await using world = await openLinkedWorld({ dialect })
      const browser = openBrowser()
      await world.signIn(browser, tech)
      const { sid } = await world.product.db
        .withTables<{ connect_product_sessions: { sid: string } }>()
        .selectFrom('connect_product_sessions')
        .select('sid')
        .executeTakeFirstOrThrow()
      world.hub.ledger.endSession('psa-us', 'acc_tech', sid)
      assert.equal(await world.sessionOf(browser), null)

      // The double's own session still stands, as one did when the tokens of this sign-in were made.
      const page = await world.signIn(browser, tech)

      assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
      assert.equal(await world.sessionOf(browser), null)
    })
  }

  it('tells the hub with the next pull how far it is', async () => {
    await using world = await openLinkedWorld()
    await world.product.connect.reconcile()
    const asked: number[] = []
    world.hub.ledger.endSession('psa-us', 'acc_tech', 'sid_of_no_session_here')
    const { ledger } = world.hub
    const eventsAfter = ledger.eventsAfter.bind(ledger)
    ledger.eventsAfter = (deployment, position) => {
      asked.push(position)
      return eventsAfter(deployment, position)
    }

    await world.product.connect.reconcile()
    await world.product.connect.reconcile()

    assert.deepEqual(asked, [0, 1, 1])
  })

  it('takes no one’s word for it while the hub’s keys cannot be had (T22)', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: world.hub.issuer, aud: 'psa-us', iat: now, exp: now + 60, jti: randomUUID(), sub: 'acc_tech' }
    const logout_token = issueJwt(newSigningKey('another'), 'logout+jwt', {
      ...claims,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
    const send = () =>
      fetch(`${world.product.origin}/connect/backchannel-logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token }),
      })
    world.hub.goAway()

    const away = await send()
    world.hub.comeBack()
    const back = await send()

    assert.deepEqual([away.status, back.status], [400, 400])
    assert.equal(away.headers.get('Cache-Control'), 'no-store')
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
    const said = world.product.log.filter(({ event }) => event === 'hub_keys_not_reached')
    assert.equal(said.length, 1)
  })
})
