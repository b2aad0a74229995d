import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ConnectConfig } from '../src/api/config.ts'
import { createConnect } from '../src/create-connect.ts'
import { memoryStore } from '../src/memory.ts'
import { type Browser, openBrowser } from '../src/testing/hostile-browser.ts'
import { openHostileHub } from '../src/testing/open-hostile-hub.ts'
import { press } from './press.ts'
import { master, openWorld, tech, type World } from './world.ts'

const HINT = 'connect-hint-psa-us'
const WAITING = 'connect-waiting-hint-psa-us'

/** Alder's tech, signed in through the hub in one browser. */
async function openSignedIn(): Promise<World & { readonly browser: Browser }> {
  const world = await openWorld()
  await world.linkTenant(await world.logIn('usr_admin'), master)
  await world.linkUser(await world.logIn('usr_tech'), tech)
  const browser = openBrowser()
  await world.signIn(browser, tech)
  return Object.assign(world, { browser })
}

/** As the product's own "Log out" does. */
async function logOutHere(world: World & { readonly browser: Browser }): Promise<void> {
  const { product, browser } = world
  const session = await world.sessionOf(browser)
  const { productSessionId } = session ?? {}
  assert.ok(productSessionId)
  await product.db.transaction().execute((tx) => product.connect.endSession(tx, productSessionId))
}

const everywhere = ({ product }: World) => `${product.origin}/connect/log-out`

describe('logging out everywhere', () => {
  it('ends the session at the hub after the one here, and says so where the person comes back (P23)', async () => {
    await using world = await openSignedIn()
    const { browser, hub, product } = world
    await logOutHere(world)
    assert.equal(await world.sessionOf(browser), null)
    assert.equal(await product.connect.canLogOutEverywhere(), true)

    const asked = await browser.post(everywhere(world))
    const request = asked.url.searchParams
    assert.equal(asked.url.origin, hub.issuer)
    assert.equal(request.get('client_id'), 'psa-us')
    assert.equal(subjectOf(request.get('id_token_hint') ?? ''), tech.sub)
    assert.equal(browser.cookie('localhost', HINT), null, 'sent once')

    const back = await press(browser, asked, /^Yes/)
    assert.equal(back.url.pathname, '/login')
    assert.equal((await world.noticeOn(back))?.code, 'logged_out_everywhere')

    const before = hub.logIns
    await world.signIn(browser, tech)
    assert.equal(hub.logIns, before + 1, 'the hub asks who comes next')
  })

  it('ends what is still alive here first, also while the hub is away, and can be tried again', async () => {
    await using world = await openSignedIn()
    const { browser, hub, product } = world
    // What the hub said to a sign-in stands for a second.
    const at = Date.now()
    product.now = () => at + 1_000
    hub.goAway()

    const away = await browser.post(everywhere(world))

    assert.equal(await world.sessionOf(browser), null)
    assert.equal(away.url.pathname, '/login')
    assert.equal((await world.noticeOn(away))?.code, 'still_logged_in')
    hub.comeBack()
    product.now = () => at + 2_000
    const again = await browser.post(everywhere(world))
    assert.ok(again.url.searchParams.has('id_token_hint'))
  })

  it('asks no more often after “Continue as …?”, and hints at no one whom the person did not become (A28, P23)', async () => {
    await using world = await openSignedIn()
    const hintsAfter = async (button: string) => {
      const browser = await world.logIn('usr_admin')
      const asked = await world.signIn(browser, tech)
      assert.notEqual(browser.cookie('localhost', WAITING), null)
      await press(browser, asked, button)
      assert.equal(browser.cookie('localhost', WAITING), null, 'kept no longer than the question')
      return (await browser.post(everywhere(world))).url.searchParams.get('id_token_hint')
    }

    assert.equal(subjectOf((await hintsAfter('Continue as Alder Tech')) ?? ''), tech.sub)
    assert.equal(await hintsAfter('Stay Alder Admin'), null)
  })

  it('asks no more often after linking from a session of the local login (FS6)', async () => {
    await using world = await openWorld()
    const [admin, other] = [await world.logIn('usr_admin'), await world.logIn('usr_tech')]
    await world.linkTenant(admin, master)
    await world.linkUser(other, tech)

    for (const [browser, person] of [
      [admin, master],
      [other, tech],
    ] as const) {
      const asked = await browser.post(everywhere(world))
      assert.equal(subjectOf(asked.url.searchParams.get('id_token_hint') ?? ''), person.sub)
    }
  })

  it('leaves a session of the local login alone', async () => {
    await using world = await openSignedIn()
    const local = await world.logIn('usr_admin')

    const asked = await local.post(everywhere(world))

    assert.equal(asked.url.origin, world.hub.issuer)
    assert.equal(asked.url.searchParams.has('id_token_hint'), false)
    assert.equal((await world.sessionOf(local))?.userId, 'usr_admin')
  })

  it('begins by a form of the product’s own pages alone (T1, T24)', async () => {
    await using world = await openSignedIn()
    const { browser } = world
    const foreign: readonly Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.example' },
      {},
    ]
    for (const headers of foreign) {
      const { status } = await browser.post(everywhere(world), {}, { headers })
      assert.equal(status, 403, JSON.stringify(headers))
    }
    assert.equal((await browser.open(everywhere(world))).status, 405)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('believes no return but of the browser that went there, and ends nothing by it (T24)', async () => {
    await using world = await openSignedIn()
    const { browser, product } = world
    const victim = openBrowser()
    await world.signIn(victim, tech)
    const begun = await browser.post(everywhere(world))
    const state = begun.url.searchParams.get('state') ?? ''
    const signIn = await victim.open(`${product.origin}/connect/sign-in`, { until: /\/auth\?/ })
    const states = [state, signIn.url.searchParams.get('state') ?? '', 'made-up', '']

    for (const forged of [...states.map((one) => `?state=${one}`), '']) {
      const page = await victim.open(`${product.origin}/connect/logged-out${forged}`)
      assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid', forged)
    }
    assert.equal((await world.sessionOf(victim))?.userId, 'usr_tech')
  })

  it('keeps the ID token out of every request but the one', async () => {
    await using world = await openSignedIn()
    const signIn = await world.browser.open(`${world.product.origin}/connect/sign-in`, { until: /\/connect\/callback/ })

    const response = await fetch(signIn.url, {
      redirect: 'manual',
      headers: { Cookie: [...world.browser.cookies('localhost')].map((pair) => pair.join('=')).join('; ') },
    })

    const line = response.headers.getSetCookie().find((one) => one.startsWith(`${HINT}=`)) ?? ''
    assert.match(line, /; Path=\/connect\/log-out; Max-Age=43200; HttpOnly; SameSite=Strict$/)
  })

  it('is not offered where the provider has no such endpoint', async () => {
    await using hub = await openHostileHub()
    const connect = createConnect(configured(hub.issuer))

    const answer = await connect.handle(
      new Request('http://localhost:1/connect/log-out', { method: 'POST', headers: { Origin: 'http://localhost:1' } }),
    )

    assert.equal(await connect.canLogOutEverywhere(), false)
    const to = new URL(answer?.headers.get('Location') ?? '')
    assert.equal(to.pathname, '/login')
    assert.equal((await connect.findNotice(to.searchParams.get('notice')))?.code, 'still_logged_in')
  })
})

function subjectOf(idToken: string): unknown {
  const [, payload = ''] = idToken.split('.')
  return (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { sub: unknown }).sub
}

function configured(issuer: string): ConnectConfig<unknown> {
  return {
    issuer,
    client: { id: 'psa-us', secret: 'a secret of the product, of no use elsewhere' },
    product: {
      module: 'psa',
      deployment: 'psa-us',
      name: 'PSA',
      hubName: 'IT Complete',
      origin: 'http://localhost:1',
    },
    store: memoryStore(),
    tenants: { find: async () => null },
    users: { find: async () => null },
    sessions: { read: async () => null, begin: async () => ({ id: 'session', cookies: [] }) },
    paths: { login: '/login', home: '/', mySettings: '/my-settings', tenantSettings: '/settings' },
  }
}
