import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countRows } from '@lanyard/storage/testing'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { codeOn } from './code-on.ts'
import { openLinkedWorld } from './linked-world.ts'
import { upToCallback } from './up-to-callback.ts'
import { birchMaster, master, openWorld, second, tech, type World } from './world.ts'

const demote = ({ product }: World) =>
  product.db.updateTable('host_users').set({ admin: 0 }).where('id', '=', 'usr_admin').execute()

describe('an attempt that was refused', () => {
  for (const [what, user, person, code, meanwhile] of [
    ['link-tenant', 'usr_admin', { ...master, does: 'refuse attempt_cancelled' }, 'attempt_cancelled', null],
    ['link-tenant', 'usr_admin', master, 'not_an_admin', demote],
    ['link-user', 'usr_tech', { ...tech, does: 'refuse attempt_cancelled' }, 'attempt_cancelled', null],
    ['link-user', 'usr_tech', { ...birchMaster, does: 'log in' }, 'wrong_organization', null],
    ['sign-in', null, second, 'user_not_linked', null],
  ] as const) {
    it(`is used up by it, also for who has its cookie still: ${what}, ${code} (ATTEMPT_ONCE, T6)`, async () => {
      await using world = await openWorld()
      if (what !== 'link-tenant') await world.linkTenant(await world.logIn('usr_admin'), master)
      const browser = user === null ? openBrowser() : await world.logIn(user)
      const callback = await upToCallback(world, browser, what, person)
      const twin = browser.copy()
      await meanwhile?.(world)

      const first = await browser.open(callback.href)
      const again = await twin.open(callback.href)

      assert.equal((await world.noticeOn(first))?.code, code)
      assert.equal((await world.noticeOn(again))?.code, 'attempt_invalid')
    })
  }
})

describe('what the hub brings back', () => {
  it('T6 one callback opened twice has one effect, and the second is led on kindly', async () => {
    await using world = await openLinkedWorld({}, {})
    const browser = await world.logIn('usr_tech')
    const before = browser.copy()
    const callback = await upToCallback(world, browser, 'link-user', tech)
    const twin = browser.copy()
    const withCookie = browser.copy()

    const first = await browser.open(callback.href)
    assert.equal((await world.noticeOn(first))?.code, 'user_linked')
    const session = browser.cookie('localhost', 'session-psa-us') ?? ''
    twin.setCookie('localhost', 'session-psa-us', session)
    const again = await twin.open(callback.href)

    assert.equal(again.url.href, `${world.product.origin}/`)
    assert.equal((await world.sessionOf(twin))?.id, session, 'no second session')
    assert.equal(await codeOn(world, before, callback), 'attempt_invalid', 'without the attempt’s cookie')
    const colleague = (await world.logIn('usr_tech2')).cookie('localhost', 'session-psa-us')
    for (const [session, path] of [
      [colleague, '/my-settings'],
      [null, '/login'],
    ] as const) {
      const late = withCookie.copy()
      late.setCookie('localhost', 'session-psa-us', session ?? '')
      const page = await late.open(callback.href)
      assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid', 'for whom it did nothing')
      assert.equal(page.url.pathname, path)
    }
    const audit = await world.product.db
      .withTables<{ connect_audit: { action: string; user_id: string } }>()
      .selectFrom('connect_audit')
      .selectAll()
      .where('action', '=', 'user_linked')
      .where('user_id', '=', 'usr_tech')
      .execute()
    assert.equal(audit.length, 1)
  })

  it('T6 one callback opened many times at once has one effect', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    const callback = await upToCallback(world, browser, 'link-tenant', master)

    await Promise.all(Array.from({ length: 6 }, () => browser.copy().open(callback.href)))

    await world.product.connect.reconcile()
    const state = await world.product.connect.tenantState('ten_alder')
    const [link, ...others] = world.hub.ledger.links.values()
    assert.equal(others.length, 0)
    // The hub revokes what came of a code that is redeemed twice; either way both sides agree.
    assert.equal(state.state, link?.state === 'active' ? 'on' : 'off')
  })

  it('T6 of two that bring one sign-in back at once, one session comes, also for what is replayed later (FL6)', async () => {
    await using world = await openLinkedWorld()
    const before = await countRows(world.product.db)
    const browser = openBrowser()
    const callback = await upToCallback(world, browser, 'sign-in', tech)
    const twin = browser.copy()

    await Promise.all([browser.open(callback.href), twin.open(callback.href)])

    const sessions = [await world.sessionOf(browser), await world.sessionOf(twin)].filter((session) => session !== null)
    assert.equal(sessions.length, 1)
    const after = await countRows(world.product.db)
    assert.equal(after['connect_attempts'], (before['connect_attempts'] ?? 0) + 1)
    assert.equal(after['connect_product_sessions'], (before['connect_product_sessions'] ?? 0) + 1)
    const replayed = openBrowser()
    assert.equal(await codeOn(world, replayed, callback), 'attempt_invalid')
  })
})
