import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countRows } from '@lanyard/storage/testing'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { codeOn } from './code-on.ts'
import { openLinkedWorld } from './linked-world.ts'
import { upToCallback } from './up-to-callback.ts'
import { tech } from './world.ts'

describe('the ticket of a sign-in', () => {
  it('T45 a visitor who does not log in leaves no row, however often (FL6)', async () => {
    await using world = await openLinkedWorld({}, {})
    const before = await countRows(world.product.db)
    const { origin } = world.product
    for (let times = 0; times < 10; times++) {
      for (const path of ['/connect/sign-in?target=/tickets', `/connect/callback?state=att_${times}&code=x`]) {
        assert.equal((await fetch(origin + path, { redirect: 'manual' })).status, 303, path)
      }
    }

    assert.deepEqual(await countRows(world.product.db), before)
    const told = await openBrowser().open(`${origin}/connect/callback?state=att_1&code=x`)
    assert.equal((await world.noticeOn(told))?.code, 'attempt_invalid')
  })

  it('T45 what a visitor writes to a ticket or to a logout of their own leaves no row, and is told all the same (FL6)', async () => {
    await using world = await openLinkedWorld({}, {})
    const { origin } = world.product
    const before = await countRows(world.product.db)
    const told: (string | undefined)[] = []
    for (const answer of [
      'error=access_denied',
      'error=access_denied&error_description=member_inactive%204F7K',
      'code=x',
    ]) {
      const browser = openBrowser()
      const asked = await browser.open(`${origin}/connect/sign-in`, { until: /\/auth\?/ })
      const iss = encodeURIComponent(world.hub.issuer)
      const forged = `${origin}/connect/callback?state=${asked.url.searchParams.get('state')}&iss=${iss}&${answer}`
      const twin = browser.copy()
      for (const each of [browser, twin]) told.push(await codeOn(world, each, forged))
      assert.equal(await world.sessionOf(twin), null)
    }
    const leaving = openBrowser()
    leaving.setCookie('localhost', 'connect-psa-us-out_1', 'log-out')
    const left = await leaving.open(`${origin}/connect/logged-out?state=out_1`)

    assert.deepEqual(await countRows(world.product.db), before)
    const refused = ['attempt_cancelled', 'member_inactive', 'attempt_invalid']
    assert.deepEqual(
      told,
      refused.flatMap((code) => [code, code]),
    )
    const done = await world.noticeOn(left)
    assert.deepEqual([done?.kind, done?.code], ['done', 'logged_out_everywhere'])
  })

  it('T45 a ticket is good for the sign-in that it was made for, unchanged, for ten minutes (FL6)', async () => {
    await using world = await openLinkedWorld({}, {})
    const [one, other] = [openBrowser(), openBrowser()]
    const callback = await upToCallback(world, one, 'sign-in', tech)
    const elsewhere = await upToCallback(world, other, 'sign-in', tech)
    const nameOf = (url: URL) => `connect-psa-us-${url.searchParams.get('state')}`
    const ticket = one.cookie('localhost', nameOf(callback)) ?? ''
    const [secret = '', fields = '', code = ''] = ticket.split('.')
    const longer = Buffer.from(JSON.stringify([Date.now() + 3_600_000, 'AUDIT', '//evil.example'])).toString(
      'base64url',
    )

    for (const [at, forged] of [
      [callback, `${secret}.${longer}.${code}`],
      [callback, `${secret}.${fields}`],
      [callback, secret],
      [callback, `${secret.slice(1)}A.${fields}.${code}`],
      [elsewhere, ticket],
    ] as const) {
      const browser = openBrowser()
      browser.setCookie('localhost', nameOf(at), forged)
      assert.equal(await codeOn(world, browser, at), 'attempt_invalid', forged)
    }
  })

  it('T45 two tabs finish in reverse order, and a seventh makes room for itself', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    const tabs = []
    for (let tab = 0; tab < 7; tab++) tabs.push(await upToCallback(world, browser, 'sign-in', tech))

    const [oldest, ...others] = tabs
    for (const callback of others.toReversed()) {
      assert.equal((await browser.open(callback.href)).url.pathname, '/')
    }
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
    assert.equal(await codeOn(world, browser, oldest ?? ''), 'attempt_invalid')
  })
})
