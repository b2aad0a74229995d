import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { psaUs } from '../../testing.ts'
import { nextCode } from '../oidc/testing/go-through-login.ts'
import { PASSWORD } from '../people/passwords/testing/give-password.ts'
import { openTestProduct, type TestProduct } from '../oidc/testing/test-product.ts'
import { type Person, startTestSite, type TestSite } from './testing/start-test-site.ts'

let site: TestSite
let product: TestProduct
let tech: Person

before(async () => {
  site = await startTestSite()
  tech = await site.addPerson(await site.addOrganization('alder', 'Alder MSP'), 'tech')
  product = await openTestProduct(site.hub, psaUs)
})
after(() => site[Symbol.asyncDispose]())

describe('a form', () => {
  it('from another site changes nothing (T1)', async () => {
    const visitor = await site.logIn(tech)
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ]) {
      const page = await visitor.send('/logout', { method: 'POST', headers: new Headers(headers) })
      assert.equal(page.status, 403)
      assert.match(page.text, /request_refused/)
    }
    assert.equal((await visitor.get('/')).url.pathname, '/')
  })

  it('that is oversized, malformed or has a field twice gets a page, and opens nothing (FT8)', async () => {
    const visitor = site.visitor()
    const page = await visitor.get((await product.begin()).url.href)
    const large = await visitor.post(page.url.href, { username: 'a'.repeat(20_000), password: 'b' })
    assert.equal(large.status, 413)
    assert.match(large.text, /too_large/)

    const address = new URL(page.url.href)
    const json = await visitor.send(address.href, {
      method: 'POST',
      body: JSON.stringify({ username: tech.account.username, password: PASSWORD }),
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    })
    assert.equal(json.status, 400)
    assert.match(json.text, /form_invalid/)

    for (const fields of ['username=a&username=b', 'username=a&password=b&password=b', 'odd&odd']) {
      const twice = await visitor.send(address.href, {
        method: 'POST',
        body: fields,
        headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      })
      assert.equal(twice.status, 400)
      assert.match(twice.text, /form_invalid/)
    }
    const asked = await visitor.get('/login?organization=alder&organization=birch')
    assert.equal(asked.status, 400)
    assert.match(asked.text, /form_invalid/)

    const empty = await visitor.post(page.url.href)
    assert.equal(empty.status, 401)
    assert.match(empty.text, /username or password is not right/)
  })
})

describe('a login', () => {
  it('of another browser, or of none, cannot be taken part in (T2)', async () => {
    const page = await site.visitor().get((await product.begin()).url.href)
    const stranger = await site.visitor().get(page.url.href)
    assert.equal(stranger.status, 400)
    assert.match(stranger.text, /attempt_invalid/)
    const uid = page.url.pathname.split('/')[2] ?? ''
    const forged = await fetch(page.url, { headers: { cookie: `lanyard_hub_login=${uid}` } })
    assert.equal(forged.status, 400)
  })

  it('goes on in each of two tabs, in whichever order (T45)', async () => {
    const visitor = site.visitor()
    const [one, two] = [await product.begin(), await product.begin()]
    const pages = [await visitor.get(one.url.href), await visitor.get(two.url.href)]
    assert.notEqual(pages[0]?.url.pathname, pages[1]?.url.pathname)
    for (const [begun, page] of [
      [two, pages[1]],
      [one, pages[0]],
    ] as const) {
      const fields = { username: tech.account.username, password: PASSWORD }
      const code = await visitor.post(page?.url.href ?? '', fields)
      // The second one goes on with the session that the first one opened (FS3).
      const isLoggedIn = code.url.origin !== site.origin
      const back = isLoggedIn ? code : await visitor.post(code.url.href, { code: await nextCode(site, tech) })
      assert.equal(back.url.searchParams.get('state'), begun.url.searchParams.get('state'))
      assert.equal((await product.redeem(begun, back.url)).claims()?.sub, tech.account.id)
    }
  })

  it('sends a person who skips ahead to the page that is due', async () => {
    const visitor = site.visitor()
    const page = await visitor.get((await product.begin()).url.href)
    for (const step of ['code', 'enrol', 'organization', 'connect', 'recovery-codes']) {
      const skipped = await visitor.get(`${page.url.pathname}/${step}`)
      assert.equal(skipped.url.pathname, page.url.pathname)
      const posted = await visitor.post(`${page.url.pathname}/${step}`, { code: '123456', decision: 'link_me' })
      assert.equal(posted.url.pathname, page.url.pathname)
    }
  })
})
