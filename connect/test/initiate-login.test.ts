import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { openLinkedWorld } from './linked-world.ts'
import { openWorld, tech } from './world.ts'

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
