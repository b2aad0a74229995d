import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it, type TestContext } from 'node:test'
import { words } from '../src/notices/words.ts'
import type { Notice } from '../src/records/notice.ts'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { everyMember, openBareProviderWorld } from './provider-world.ts'
import type { TestProduct } from './test-product.ts'
import { master, openWorld, tech, type World } from './world.ts'

/** Seconds by which the product's clock is ahead of the hub's; below 0 where it is behind. */
const TAKEN = [12, 20, 60, -60]
const REFUSED = [61, -61, 3600]

const names = { product: 'PSA', hub: 'IT Complete' }

/** The hub's clock goes on, and so does the product's. */
function runAhead({ product }: { readonly product: TestProduct }, seconds: number): void {
  product.now = () => Date.now() + seconds * 1000
}

/** The hub's clock stands, and the product's beside it. */
function setAhead(test: TestContext, { product }: { readonly product: TestProduct }, seconds: number): void {
  test.mock.restoreAll() // Of two mocks of the same method, the end of the test would leave one behind.
  const at = Date.now()
  test.mock.method(Date, 'now', () => at)
  product.now = () => Date.now() + seconds * 1000
}

/** It says by how much the clocks differ, and whose is ahead. */
function assertSaysSo(notice: Notice | null, ahead: number): void {
  assert.equal(notice?.code, 'clocks_differ')
  const { what, why = '' } = words(notice, names)
  const seconds = /^The clocks of PSA and IT Complete differ by (\d+) seconds/.exec(what)?.[1]
  assert.ok(Math.abs(Number(seconds) - Math.abs(ahead)) <= 20, what)
  assert.match(why, ahead > 0 ? /^The clock of PSA is ahead/ : /^The clock of IT Complete is ahead/)
}

const logoutToken = ({ hub }: World, iat: number) =>
  hub.sign('logout+jwt', {
    iss: hub.issuer,
    aud: 'psa-us',
    iat,
    exp: iat + 120,
    jti: randomUUID(),
    sub: master.sub,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  })

const sendLogout = ({ product }: World, token: string) =>
  fetch(`${product.origin}/connect/backchannel-logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
  })

const systemSeconds = () => Math.floor(Date.now() / 1000)

describe('clocks of hub and product that differ', () => {
  for (const ahead of TAKEN) {
    it(`by ${ahead} seconds: people link, come in and are logged out (FC1)`, async (test) => {
      await using world = await openWorld()
      setAhead(test, world, ahead)

      const linked = await world.linkTenant(await world.logIn('usr_admin'), master)
      assert.equal((await world.noticeOn(linked))?.code, 'tenant_and_user_linked')
      const user = await world.linkUser(await world.logIn('usr_tech'), tech)
      assert.equal((await world.noticeOn(user))?.code, 'user_linked')
      const browser = openBrowser()
      await world.signIn(browser, master)
      assert.equal((await world.sessionOf(browser))?.userId, 'usr_admin')

      assert.equal((await sendLogout(world, logoutToken(world, systemSeconds()))).status, 200)
      assert.equal(await world.sessionOf(browser), null)
    })
  }

  it('by more than 60: nothing is linked, no one comes in, and page and log say by how much and whose (FC1)', async (test) => {
    await using world = await openWorld()
    await world.linkTenant(await world.logIn('usr_admin'), master)
    for (const ahead of REFUSED) {
      setAhead(test, world, ahead)
      const browser = openBrowser()
      assertSaysSo(await world.noticeOn(await world.signIn(browser, master)), ahead)
      assert.equal(await world.sessionOf(browser), null)
      assertSaysSo(await world.noticeOn(await world.linkUser(await world.logIn('usr_tech'), tech)), ahead)
      assert.equal((await world.product.connect.userState('usr_tech')).state, 'unlinked')
      const said = world.product.log.findLast(({ event }) => event === 'hub_answer')
      assert.deepEqual([said?.check, Math.sign(said?.clock_ahead ?? 0)], ['iat', -Math.sign(ahead)])
      const whose =
        ahead > 0 ? "this product's is ahead of the other side's" : "the other side's is ahead of this product's"
      assert.match(said?.cause ?? '', new RegExp(`^The clocks differ by \\d+ seconds: ${whose}\\.$`))
    }
  })

  it('are why the hub refuses the product, where it does and its Date shows it (FC1)', async () => {
    await using world = await openWorld({ wrongKey: true })
    const link = async () => world.noticeOn(await world.linkTenant(await world.logIn('usr_admin'), master))
    assert.equal((await link())?.code, 'product_refused', 'clocks that agree are not blamed')

    runAhead(world, 90)

    assertSaysSo(await link(), 90)
    await world.product.connect.reconcile()
    const { ailment } = await world.product.connect.health()
    assert.deepEqual([ailment?.check, Math.sign(ailment?.clock_ahead ?? 0)], ['date', -1])
  })

  it('are said in the answer to a logout token that is not taken for them (FC1)', async () => {
    await using world = await openWorld()

    const answer = await sendLogout(world, logoutToken(world, systemSeconds() + 75))

    const { code, ahead, seconds } = (await answer.json()) as Record<string, string>
    assert.deepEqual([answer.status, code, ahead], [400, 'clocks_differ', 'hub'])
    assert.ok(Number(seconds) > 60 && Number(seconds) <= 75, `${seconds}`)
  })
})

describe('a provider that is no hub, with another clock', () => {
  async function openThere() {
    const world = await openBareProviderWorld(everyMember)
    world.provider.accounts.set('master', { tid: 'alder' })
    const link = async () => world.noticeOn(await world.go(await world.logIn('usr_admin'), 'link-tenant', 'master'))
    return { ...world, link }
  }

  it('links by up to 60 seconds, and beyond says by how much and whose (FC1)', async (test) => {
    await using there = await openThere()
    for (const ahead of [90, -90, 3600]) {
      runAhead(there, ahead)
      assertSaysSo(await there.link(), ahead)
    }
    setAhead(test, there, 59)
    assert.equal((await there.link())?.code, 'tenant_linked')
  })
})
