import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { press } from './press.ts'
import { birchMaster, master, openWorld, second, tech, type World } from './world.ts'

/** Alder is linked, and its tech to an account. */
async function openLinkedWorld(options?: Parameters<typeof openWorld>[0]): Promise<World> {
  const world = await openWorld(options)
  await world.linkTenant(await world.logIn('usr_admin'), master)
  await world.linkUser(await world.logIn('usr_tech'), tech)
  return world
}

describe('signing in', () => {
  it('opens a session through the hub, on the page first asked for (A2, A16)', async () => {
    await using world = await openLinkedWorld()
    world.hub.person = tech
    const browser = openBrowser()

    const page = await browser.open(
      `${world.product.origin}/connect/sign-in?target=${encodeURIComponent('/tickets?open=1')}`,
    )

    assert.equal(page.url.pathname + page.url.search, '/tickets?open=1')
    const session = await world.sessionOf(browser)
    assert.equal(session?.userId, 'usr_tech')
    assert.notEqual(session.productSessionId, null)
  })

  it('asks for nothing while the session at the hub lives (A1)', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const former = await world.sessionOf(browser)
    const before = world.hub.logIns

    const page = await world.signIn(browser, tech)

    assert.equal(world.hub.logIns, before)
    assert.equal(page.url.pathname, '/')
    assert.equal(await world.product.connect.checkSession(former?.productSessionId ?? ''), false, 'replaced (T39)')
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('has the app menu on the first page (A1)', async () => {
    await using world = await openLinkedWorld()
    world.hub.apps.push(
      { module: 'rmm', name: 'RMM', state: 'ready', url: 'http://localhost:4200/connect/initiate-login' },
      { module: 'bad', name: 'Bad', state: 'ready', url: 'javascript:alert(1)' },
      { module: 'docs', name: 'Docs', state: 'of another version' },
    )
    const browser = openBrowser()
    await world.signIn(browser, tech)

    const session = await world.sessionOf(browser)
    assert.deepEqual(await world.product.connect.apps(session?.productSessionId ?? ''), [
      { module: 'rmm', name: 'RMM', state: 'ready', url: 'http://localhost:4200/connect/initiate-login' },
      { module: 'bad', name: 'Bad', state: 'ready' },
    ])
  })

  it('tells who is not linked how to link, and matches nothing by name (A24, T7, T8)', async () => {
    await using world = await openLinkedWorld()
    // The account bears the very name under which the admin's is known.
    const twin = world.hub.ledger.accounts.get('acc_second')
    assert.ok(twin)
    twin.username = 'tech@alder.example'

    const page = await world.signIn(openBrowser(), second)

    assert.equal(page.url.pathname, '/login')
    const notice = await world.noticeOn(page)
    assert.equal(notice?.code, 'user_not_linked')
    assert.equal(notice.details['account'], 'tech@alder.example')
  })

  it('goes on when names change on either side (A25)', async () => {
    await using world = await openLinkedWorld()
    const account = world.hub.ledger.accounts.get('acc_tech')
    const organization = world.hub.ledger.organizations.get('alder')
    assert.ok(account && organization)
    account.username = 'someone.else@alder.example'
    organization.name = 'Alder & Sons'
    await world.product.db.updateTable('host_users').set({ name: 'Renamed' }).where('id', '=', 'usr_tech').execute()

    const browser = openBrowser()
    await world.signIn(browser, tech)

    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
    const state = await world.product.connect.userState('usr_tech')
    assert.ok(state.state === 'linked')
    assert.equal(state.accountName, 'someone.else@alder.example')
    const tenant = await world.product.connect.tenantState('ten_alder')
    assert.equal(tenant.state === 'on' && tenant.organizationName, 'Alder & Sons')
  })

  it('lands an inactive member on the login page, with the reason and no session (A22)', async () => {
    await using world = await openLinkedWorld()
    world.hub.ledger.setActive('acc_tech', 'alder', false)
    const browser = openBrowser()

    const page = await world.signIn(browser, tech)

    assert.equal(page.url.pathname, '/login')
    assert.equal((await world.noticeOn(page))?.code, 'member_inactive')
    assert.equal(await world.sessionOf(browser), null)
  })

  it('ends sessions of the member’s lower epochs (S3, MEMBER_EPOCH)', async () => {
    await using world = await openLinkedWorld()
    const [before, after] = [openBrowser(), openBrowser()]
    await world.signIn(before, tech)
    assert.ok(await world.sessionOf(before), 'the first check has read the log, so none reads it from here on')
    for (const active of [false, true]) world.hub.ledger.setActive('acc_tech', 'alder', active)
    assert.ok(await world.sessionOf(before))

    await world.signIn(after, tech)

    assert.ok(await world.sessionOf(after))
    assert.equal(await world.sessionOf(before), null, 'the proof speaks of a later epoch than the session')
  })

  it('passes a number of seconds on to the hub, and nothing else', async () => {
    await using world = await openWorld()
    const asked = async (maxAge: string) => {
      const url = `${world.product.origin}/connect/sign-in?${new URLSearchParams({ max_age: maxAge })}`
      return (await openBrowser().open(url, { until: /[?&]client_id=/ })).url.searchParams.get('max_age')
    }

    assert.deepEqual([await asked('600'), await asked('1e9'), await asked('-1')], ['600', null, null])
  })

  it('is refused where the organization is not linked (A17)', async () => {
    await using world = await openLinkedWorld()
    const page = await world.signIn(openBrowser(), { ...birchMaster, does: 'log in' })
    const notice = await world.noticeOn(page)
    assert.equal(notice?.code, 'tenant_not_linked')
    assert.deepEqual(notice.details, { organization: 'Birch IT', account: 'birch@birch.example' })
  })

  it('says in which region the organization is linked (A11)', async () => {
    await using world = await openLinkedWorld()
    const uk = { id: 'lnk_of_birch_in_the_uk', deployment: 'psa-uk', tenant: 'ten_birch', organization: 'birch' }
    world.hub.ledger.links.set(uk.id, { ...uk, approvedBy: 'acc_birch', state: 'active' })

    const page = await world.signIn(openBrowser(), { ...birchMaster, does: 'log in' })

    const { region, url } = (await world.noticeOn(page))?.details ?? {}
    assert.deepEqual([region, url], ['UK', 'https://psa-uk.example'])
  })

  it('is refused when the feature is withdrawn with its links, and sessions end in that commit (A3)', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    await world.signIn(browser, tech)

    const ended = await world.product.db.transaction().execute(async (tx) => {
      await tx.updateTable('host_tenants').set({ feature: 'off' }).where('id', '=', 'ten_alder').execute()
      return world.product.connect.endTenantSessions(tx, 'ten_alder')
    })

    assert.equal(ended, 1)
    assert.equal(await world.sessionOf(browser), null)
    assert.equal((await world.noticeOn(await world.signIn(browser, tech)))?.code, 'not_invited')
  })

  it('is refused to users who became inactive or contacts (A21, A26)', async () => {
    await using world = await openLinkedWorld()
    const change = (set: object) =>
      world.product.db.updateTable('host_users').set(set).where('id', '=', 'usr_tech').execute()

    await change({ active: 0 })
    assert.equal((await world.noticeOn(await world.signIn(openBrowser(), tech)))?.code, 'user_inactive')
    await change({ active: 1, class: 'contact' })
    assert.equal((await world.noticeOn(await world.signIn(openBrowser(), tech)))?.code, 'user_barred')
  })

  it('is refused where the host says that the linked user is in another company now', async () => {
    await using world = await openLinkedWorld()
    await world.product.db
      .updateTable('host_users')
      .set({ tenant_id: 'ten_aspen' })
      .where('id', '=', 'usr_tech')
      .execute()
    const browser = openBrowser()

    const page = await world.signIn(browser, tech)

    assert.equal(page.url.pathname, '/login')
    assert.equal((await world.noticeOn(page))?.code, 'user_not_linked')
    assert.equal(await world.sessionOf(browser), null)
  })

  it('ends after its length, and after a pause, and lives until then (A1)', async () => {
    await using world = await openLinkedWorld({ lifetimes: { session: 4000, idle: 1000, grace: 100_000 } })
    const isServed = async (steps: readonly number[]) => {
      const browser = openBrowser()
      const start = Date.now()
      world.product.now = () => start
      await world.signIn(browser, tech)
      const id = (await world.sessionOf(browser))?.productSessionId ?? ''
      let [after, served] = [0, true]
      for (const step of steps) {
        after += step
        const now = start + after * 1000
        world.product.now = () => now
        served = await world.product.connect.checkSession(id)
      }
      return served
    }

    assert.deepEqual(
      [
        await isServed([999]),
        await isServed([1000]),
        await isServed([900, 900, 900, 900, 399]),
        await isServed([900, 900, 900, 900, 400]),
      ],
      [true, false, true, false],
    )
  })

  it('asks before it changes whose session the browser holds (A28)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_admin')

    const page = await world.signIn(browser, tech)

    assert.equal(page.status, 200)
    assert.match(page.text, /You are logged in as Alder Admin\. Continue as Alder Tech\?/)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_admin')

    const again = await browser.open(page.url.href)
    assert.match(again.text, /Continue as Alder Tech\?/, 'loading the page again asks again')
    const home = await press(browser, page, 'Continue as Alder Tech')
    assert.equal(home.url.pathname, '/')
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('leaves everything where the answer is to stay (A28)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_admin')
    const page = await world.signIn(browser, tech)

    await press(browser, page, 'Stay Alder Admin')
    const late = await press(browser, page, 'Continue as Alder Tech')

    assert.equal((await world.sessionOf(browser))?.userId, 'usr_admin')
    assert.equal((await world.noticeOn(late))?.code, 'attempt_invalid')
  })

  it('does not take an answer about another session than was shown (A28)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_admin')
    const page = await world.signIn(browser, tech)
    const other = await world.logIn('usr_tech2')
    browser.setCookie('localhost', 'session-psa-us', other.cookie('localhost', 'session-psa-us') ?? '')

    const asked = await press(browser, page, 'Continue as Alder Tech')

    assert.match(asked.text, /You are logged in as Alder Tech Two/)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech2')
  })

  it('does not take an answer from a browser that does not hold the attempt’s secret (A28, T1)', async () => {
    await using world = await openLinkedWorld()
    const page = await world.signIn(await world.logIn('usr_admin'), tech)
    const { fields } = readPage(page.text).submission('Continue as Alder Tech')
    const stranger = await world.logIn('usr_tech2')
    for (const guess of [null, 'a guess']) {
      if (guess !== null) stranger.setCookie('localhost', `connect-psa-us-${fields.get('attempt')}`, guess)
      const refused = await press(stranger, page, 'Continue as Alder Tech')
      assert.equal((await world.noticeOn(refused))?.code, 'attempt_invalid')
      assert.equal((await world.sessionOf(stranger))?.userId, 'usr_tech2')
    }
  })

  it('says that the hub is away, and succeeds when the page is loaded again (A2)', async () => {
    await using world = await openLinkedWorld()
    const browser = openBrowser()
    world.hub.person = tech
    const callback = await browser.open(`${world.product.origin}/connect/sign-in`, { until: /\/connect\/callback/ })

    world.hub.goAway()
    const away = await browser.open(callback.url.href)
    assert.equal((await world.noticeOn(away))?.code, 'hub_unavailable')

    world.hub.comeBack()
    await browser.open(callback.url.href)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('starts while the hub is away, and signs in once it is there', async () => {
    await using world = await openLinkedWorld()
    world.hub.goAway()
    world.restart()
    const browser = openBrowser()
    assert.equal((await world.noticeOn(await world.signIn(browser, tech)))?.code, 'hub_unavailable')

    world.hub.comeBack()
    await world.signIn(browser, tech)

    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })
})

describe('third-party-initiated login', () => {
  it('signs in from a tile, to the page that it names (A1)', async () => {
    await using world = await openLinkedWorld()
    world.hub.person = tech
    const { origin } = world.product
    const query = new URLSearchParams({
      iss: world.hub.issuer,
      target_link_uri: `${origin}/tickets`,
      login_hint: 'tech',
    })
    const browser = openBrowser()

    const page = await browser.open(`${origin}/connect/initiate-login?${query}`)

    assert.equal(page.url.pathname, '/tickets')
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('passes hints of the hub on, and none that is too long for one', async () => {
    await using world = await openWorld()
    const query = { iss: world.hub.issuer, login_hint: 'tech', organization: 'o'.repeat(257) }
    const url = `${world.product.origin}/connect/initiate-login?${new URLSearchParams(query)}`

    const { searchParams } = (await openBrowser().open(url, { until: /[?&]client_id=/ })).url

    assert.deepEqual([searchParams.get('login_hint'), searchParams.get('organization')], ['tech', null])
  })

  it('is for the hub alone, and leads to pages of the product alone (T17, T18)', async () => {
    await using world = await openLinkedWorld()
    world.hub.person = tech
    const { origin } = world.product
    const start = (iss: string, target: string) =>
      openBrowser().open(`${origin}/connect/initiate-login?${new URLSearchParams({ iss, target_link_uri: target })}`)

    assert.equal((await start('https://evil.example', '/')).status, 400)
    const foreign = [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/.//evil.example',
      'javascript:alert(1)',
      `${origin}.evil.example/`,
      `http://user@${new URL(origin).host}/tickets`,
      'http://[::1]/',
      '/connect/sign-in',
      '/%2e%2e//evil.example',
    ]
    for (const target of foreign) {
      const page = await start(world.hub.issuer, target)
      assert.equal(page.url.href, `${origin}/`, target)
    }
  })
})
