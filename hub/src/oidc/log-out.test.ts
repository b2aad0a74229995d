import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as client from 'openid-client'
import { psaUs, rmmUs } from '../../testing.ts'
import { type Person, startTestSite, type TestSite } from '../web/testing/start-test-site.ts'
import type { Visitor } from '../web/testing/visitor.ts'
import { goThroughLogin } from './testing/go-through-login.ts'
import { openTestProduct, type TestProduct } from './testing/test-product.ts'

let site: TestSite
let psa: TestProduct
let rmm: TestProduct
let tech: Person

before(async () => {
  site = await startTestSite()
  const alder = await site.addOrganization('alder', 'Alder MSP')
  tech = await site.addPerson(alder, 'tech')
  psa = await openTestProduct(site.hub, psaUs)
  rmm = await openTestProduct(site.hub, rmmUs)
})
after(() => site[Symbol.asyncDispose]())

/** A browser in which the person came to the PSA through the hub, and the ID token that the PSA got. */
async function signIn(): Promise<{ readonly visitor: Visitor; readonly hint: string }> {
  const visitor = site.visitor()
  const begun = await psa.begin()
  const back = await goThroughLogin(site, visitor, begun.url, tech)
  const { id_token: hint = '' } = await psa.redeem(begun, back.url)
  return { visitor, hint }
}

const returnAddress = () => `${site.hub.config.origins[psaUs]}/connect/logged-out`

/** Where a product sends a browser to log out. */
function endAt(product: TestProduct, hint?: string, address = returnAddress()): string {
  const parameters = { post_logout_redirect_uri: address, state: 'out_1', ...(hint ? { id_token_hint: hint } : {}) }
  return client.buildEndSessionUrl(product.config, parameters).href
}

const isLoggedIn = async (visitor: Visitor) => (await visitor.get('/')).url.pathname === '/'

describe('a product’s request to log out', () => {
  it('that names this very session ends it at once and leads back, every product’s sign-ins with it (P23)', async () => {
    const { visitor, hint } = await signIn()

    const back = await visitor.get(endAt(psa, hint))

    assert.equal(back.url.href, `${returnAddress()}?state=out_1`)
    assert.equal(back.firstStatus, 303)
    assert.equal(await isLoggedIn(visitor), false)
    const { url } = await rmm.begin({ prompt: 'none' })
    assert.equal((await visitor.get(url.href)).url.searchParams.get('error'), 'login_required')
    // Twice is as good as once, and leads back as well.
    assert.equal((await visitor.get(endAt(psa, hint))).url.href, `${returnAddress()}?state=out_1`)
  })

  it('that names another session, or none, is asked about, and nothing ends by itself (T24)', async () => {
    const { visitor } = await signIn()
    const { hint: ofAnotherBrowser } = await signIn()

    for (const address of [endAt(psa, ofAnotherBrowser), endAt(psa)]) {
      const asked = await visitor.get(address)
      assert.equal(asked.headline, 'Log out?')
      assert.equal(asked.link('Stay logged in').href, '/')
      assert.match(asked.policy, new RegExp(`form-action 'self' ${new URL(returnAddress()).origin};`))
    }
    assert.equal(await isLoggedIn(visitor), true)
  })

  it('with a forged token, another product’s, or a foreign address gets a page and ends nothing (T18, T21, T24)', async () => {
    const { visitor, hint } = await signIn()
    const [header, payload] = hint.split('.')
    const requests = [
      endAt(psa, `${header}.${payload}.${'A'.repeat(86)}`),
      endAt(rmm, hint),
      endAt(psa, hint, 'http://evil.example/'),
    ]

    for (const address of requests) {
      const refused = await visitor.get(address)
      assert.equal(refused.firstStatus, 400, address)
      assert.equal(refused.url.origin, site.origin)
    }
    assert.equal(await isLoggedIn(visitor), true)
  })
})
