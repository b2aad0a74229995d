import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { assertAgreement, stateOf } from './agreement.ts'
import { openLinkedWorld } from './linked-world.ts'
import { press } from './press.ts'
import { birchMaster, second, tech, type World } from './world.ts'

/** Seconds by which the hub's clock is ahead when it speaks, so that no ID token of a test is newer than its word. */
const AHEAD = 9

/** A logout token that names a person and no session. */
async function logOutOfEverything({ hub, product }: World, sub: string, ahead = AHEAD): Promise<void> {
  const now = Math.floor(Date.now() / 1000)
  const logout_token = hub.sign('logout+jwt', {
    iss: hub.issuer,
    aud: 'psa-us',
    iat: now + ahead,
    exp: now + 60,
    jti: randomUUID(),
    sub,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  })
  const body = new URLSearchParams({ logout_token })
  const { status } = await fetch(`${product.origin}/connect/backchannel-logout`, { method: 'POST', body })
  assert.equal(status, 200)
}

const until = /\/connect\/callback/

describe('logging a person out of everything at the hub', () => {
  for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
    it(`ends their sessions, and a sign-in under way begins none, on ${dialect} (T23, T26)`, async () => {
      await using world = await openLinkedWorld({ dialect })
      await world.linkUser(await world.logIn('usr_tech2'), second)
      const [standing, waiting, another] = [openBrowser(), openBrowser(), openBrowser()]
      await world.signIn(another, second)
      await world.signIn(standing, tech)
      const callback = await waiting.open(`${world.product.origin}/connect/sign-in`, { until })

      await logOutOfEverything(world, 'acc_tech')
      const page = await waiting.open(callback.url.href)

      assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
      assert.deepEqual([await world.sessionOf(standing), await world.sessionOf(waiting)], [null, null])
      assert.equal((await world.sessionOf(another))?.userId, 'usr_tech2')
    })
  }

  it('lets them sign in again by what the hub says afterwards', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()

    await logOutOfEverything(world, 'acc_tech', -9)
    await world.signIn(browser, tech)

    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('is an answer to a question that is still open: the session here stays whose it was (A28, T26)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_admin')
    const asked = await world.signIn(browser, tech)

    await logOutOfEverything(world, 'acc_tech')
    const page = await press(browser, asked, 'Continue as Alder Tech')

    assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_admin')
  })

  it('links no one by a proof from before (T13, T26)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_tech2')
    world.hub.person = second
    const callback = await browser.post(`${world.product.origin}/connect/link-user`, {}, { until })

    await logOutOfEverything(world, 'acc_second')
    const page = await browser.open(callback.url.href)

    assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
    assert.equal((await world.product.connect.linkedUsers('ten_alder')).has('usr_tech2'), false)
  })

  it('connects no company by a master’s proof from before, and the hub hears of that (T13, CANCEL_OWES_END)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_aspen')
    world.hub.person = birchMaster
    const callback = await browser.post(`${world.product.origin}/connect/link-tenant`, {}, { until })

    await logOutOfEverything(world, 'acc_birch')
    const page = await browser.open(callback.url.href)

    assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
    assert.equal(await stateOf(world, 'ten_aspen'), 'off')
    await assertAgreement(world)
    assert.equal(world.hub.ledger.activeLinkOf('birch', 'psa-us'), null)
  })
})
