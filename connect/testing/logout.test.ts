import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { issueJwt, newSigningKey } from '../src/testing/jwt.ts'
import { type Browser, openBrowser } from '../src/testing/hostile-browser.ts'
import { master, openWorld, tech, type World } from './world.ts'

async function openLinkedWorld(): Promise<World> {
  const world = await openWorld()
  await world.linkTenant(await world.logIn('usr_admin'), master)
  await world.linkUser(await world.logIn('usr_tech'), tech)
  return world
}

/** Ends a browser's session at the hub, which tells the products. */
async function logOutAtHub({ hub }: World, browser: Browser): Promise<void> {
  const asked = await browser.open(`${hub.issuer}/session/end`)
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
  await browser.post(`${hub.issuer}/session/end/confirm`, { xsrf, logout: 'yes' })
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
      .withTables<{ connect_audit: { action: string; details: string } }>()
      .selectFrom('connect_audit')
      .select('details')
      .where('action', '=', 'logged_out_at_hub')
      .execute()
    assert.deepEqual(
      rows.map(({ details }) => (JSON.parse(details) as { sessionsEnded: number }).sessionsEnded),
      [1],
    )
  })

  it('takes nobody’s word for it while the hub’s keys cannot be had (T22)', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: world.hub.issuer, aud: 'psa-us', iat: now, exp: now + 60, jti: randomUUID(), sub: 'acc_tech' }
    const logout_token = issueJwt(newSigningKey('hub'), 'logout+jwt', {
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
    const said = world.product.log.filter(({ event }) => event === 'hub’s keys not reached')
    assert.equal(said.length, 1)
  })
})
