import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { openLinkedWorld } from './linked-world.ts'
import { birchMaster, openWorld, second, tech } from './world.ts'

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
    world.product.now = () => Date.now() + 1_000
    await world.signIn(browser, tech)

    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })
})
