import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Browser, openBrowser } from '../src/testing/hostile-browser.ts'
import { codeOn } from './code-on.ts'
import { openLinkedWorld } from './linked-world.ts'
import { press } from './press.ts'
import { upToCallback } from './up-to-callback.ts'
import { master, openWorld, second, tech, type World } from './world.ts'

/** The browser is logged in as this user from now on. */
const becoming = (user: string) => async (world: World, browser: Browser) =>
  browser.setCookie(
    'localhost',
    'session-psa-us',
    (await world.logIn(user)).cookie('localhost', 'session-psa-us') ?? '',
  )

describe('attacks on linking and signing in', () => {
  it('T1 an attacker’s callback opened in the victim’s browser links nothing', async () => {
    await using world = await openLinkedWorld({}, {})
    const attacker = await world.logIn('usr_tech2')
    const callback = await upToCallback(world, attacker, 'link-user', second)
    const victim = await world.logIn('usr_tech')

    assert.equal(await codeOn(world, victim, callback), 'attempt_invalid')

    assert.equal((await world.product.connect.userState('usr_tech')).state, 'unlinked')
    assert.equal((await world.product.connect.userState('usr_tech2')).state, 'unlinked')
  })

  it('T1 a stranger’s sign-in does not log the victim in as the stranger', async () => {
    await using world = await openLinkedWorld({}, {})
    await world.linkUser(await world.logIn('usr_tech2'), second)
    const callback = await upToCallback(world, openBrowser(), 'sign-in', second)
    const victim = openBrowser()

    assert.equal(await codeOn(world, victim, callback), 'attempt_invalid')
    assert.equal(await world.sessionOf(victim), null)
  })

  for (const [what, change] of [
    ['logs out', async (_: World, browser: Browser) => browser.setCookie('localhost', 'session-psa-us', '')],
    ['is another person by then', becoming('usr_tech2')],
    ['is in another session of the same user', becoming('usr_tech')],
  ] as const) {
    it(`T2 a link is not finished when the browser ${what}`, async () => {
      await using world = await openLinkedWorld({}, {})
      const browser = await world.logIn('usr_tech')
      const callback = await upToCallback(world, browser, 'link-user', tech)
      await change(world, browser)

      assert.equal(await codeOn(world, browser, callback), 'attempt_invalid')

      assert.equal((await world.product.connect.linkedUsers('ten_alder')).size, 1)
    })
  }

  it('T2 a tenant is not linked from another browser than began it', async () => {
    await using world = await openWorld()
    const admin = await world.logIn('usr_admin')
    const callback = await upToCallback(world, admin, 'link-tenant', master)
    const other = openBrowser()
    assert.equal(await codeOn(world, other, callback), 'attempt_invalid')

    const thief = openBrowser()
    thief.setCookie('localhost', 'session-psa-us', admin.cookie('localhost', 'session-psa-us') ?? '')
    assert.equal(
      await codeOn(world, thief, callback),
      'attempt_invalid',
      'with the session, without the attempt’s cookie',
    )
    assert.equal((await world.product.connect.tenantState('ten_alder')).state, 'off')
  })

  it('T3 an answer of another issuer, or of none that says so, is refused', async () => {
    await using world = await openWorld()
    for (const issuer of ['https://evil.example', null]) {
      const browser = await world.logIn('usr_admin')
      const callback = await upToCallback(world, browser, 'link-tenant', master)
      if (issuer === null) callback.searchParams.delete('iss')
      else callback.searchParams.set('iss', issuer)
      assert.equal(await codeOn(world, browser, callback), 'attempt_invalid')
    }
    assert.equal((await world.product.connect.tenantState('ten_alder')).state, 'off')
  })

  it('T13 a sign-in from before the link was switched off opens nothing after it is linked again', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    world.hub.person = tech
    // The person is asked, so that the verified ID token waits here while everything changes.
    const asked = await world.signIn(await world.logIn('usr_tech2'), tech)
    assert.equal(asked.status, 200)
    const stale = await world.logIn('usr_tech2')
    const question = await world.signIn(stale, tech)

    const { connect } = world.product
    await connect.switchOff({ id: 'ses', tenantId: 'ten_alder', userId: 'usr_admin', productSessionId: null })
    await world.linkTenant(await world.logIn('usr_admin'), master)
    assert.equal((await connect.userState('usr_tech')).state, 'linked', 'the user link is back')

    const page = await press(stale, question, 'Continue as Alder Tech')

    assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
    assert.equal((await world.sessionOf(stale))?.userId, 'usr_tech2')
    assert.equal(await world.sessionOf(browser), null)
  })

  it('T13 a proof from before a deactivation links nothing after it', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_tech2')
    const question = await world.signIn(browser, tech)
    world.hub.ledger.setActive('acc_tech', 'alder', false)
    await world.product.connect.reconcile()

    const page = await press(browser, question, 'Continue as Alder Tech')

    assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech2')
  })

  it('T14 the user who began is linked, whatever the hub’s account is called', async () => {
    await using world = await openLinkedWorld({}, {})
    const account = world.hub.ledger.accounts.get('acc_second')
    assert.ok(account)
    account.username = 'tech@alder.example'

    await world.linkUser(await world.logIn('usr_tech2'), second)

    assert.equal((await world.product.connect.userState('usr_tech2')).state, 'linked')
    assert.equal((await world.product.connect.userState('usr_tech')).state, 'unlinked')
  })

  it('T15 what could finish an attempt is random and not in the database', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    const callback = await upToCallback(world, browser, 'link-tenant', master)
    const [row] = await world.product.db
      .withTables<{ connect_attempts: { id: string; secret_hash: string } }>()
      .selectFrom('connect_attempts')
      .selectAll()
      .execute()
    const secret = browser.cookie('localhost', `connect-psa-us-${row?.id}`) ?? ''

    assert.equal(callback.searchParams.get('state'), row?.id)
    assert.equal(Buffer.from(secret, 'base64url').length, 32)
    assert.ok(!JSON.stringify(row).includes(secret))
    browser.setCookie('localhost', `connect-psa-us-${row?.id}`, row?.secret_hash ?? '')
    assert.equal(await codeOn(world, browser, callback), 'attempt_invalid')
  })

  it('T16 a session left open at the hub links nothing: a login is asked for each time', async () => {
    await using world = await openLinkedWorld({}, {})
    const browser = await world.logIn('usr_tech2')
    assert.equal((await world.noticeOn(await world.signIn(browser, second)))?.code, 'user_not_linked')
    const before = world.hub.logIns

    const page = await world.linkUser(browser, second)

    assert.equal(world.hub.logIns, before + 1)
    assert.equal((await world.noticeOn(page))?.code, 'user_linked')
  })

  it('refuses an attempt after its time', async () => {
    await using world = await openWorld()
    const browser = await world.logIn('usr_admin')
    const callback = await upToCallback(world, browser, 'link-tenant', master)
    world.product.now = () => Date.now() + 601_000

    assert.equal(await codeOn(world, browser, callback), 'attempt_invalid')
    assert.equal((await world.product.connect.tenantState('ten_alder')).state, 'off')
  })

  it('answers nonsense without effect', async () => {
    await using world = await openWorld()
    const { origin } = world.product
    const browser = await world.logIn('usr_admin')
    for (const query of ['', '?state=', '?state=x&code=y', '?error=access_denied', `?state=${'x'.repeat(5000)}`]) {
      assert.equal(await codeOn(world, browser, `${origin}/connect/callback${query}`), 'attempt_invalid')
    }
    assert.equal((await fetch(`${origin}/connect/nothing`)).status, 404)
    assert.equal((await fetch(`${origin}/connect/__proto__`)).status, 404)
    const wrong = await fetch(`${origin}/connect/link-tenant`)
    assert.deepEqual([wrong.status, wrong.headers.get('Allow')], [405, 'POST'])
    const page = await browser.post(`${origin}/connect/choice`, { attempt: 'x'.repeat(5000), answer: 'continue' })
    assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
    assert.equal(
      world.product.log.some(({ level }) => level === 'error'),
      false,
    )
  })
})
