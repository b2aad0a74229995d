import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { goThroughLogin, nextCode } from '../../oidc/testing/go-through-login.ts'
import { PASSWORD } from '../../people/passwords/testing/give-password.ts'
import { type Person, startTestSite, type TestSite } from '../testing/start-test-site.ts'

let site: TestSite
let tech: Person

before(async () => {
  site = await startTestSite()
  tech = await site.addPerson(await site.addOrganization('alder', 'Alder MSP'), 'tech')
})
after(() => site[Symbol.asyncDispose]())

describe('a login that has ended', () => {
  it('is done, for the browser that comes back to it by Back, a reload or the form again, and for no other (FS4)', async () => {
    const browser = site.visitor()
    const { pathname } = (await browser.get('/login')).url
    await goThroughLogin(site, browser, new URL(pathname, site.origin), tech)

    const pages = [await browser.get(pathname), await browser.get(`${pathname}/enrol`)]
    const again = await browser.post(pathname, { username: tech.account.username, password: 'typed once more' })
    const changed = await browser.post(`${pathname}/another-account`)
    const stranger = await site.visitor().get(pathname)

    for (const page of [...pages, again, changed]) {
      assert.deepEqual([page.status, page.alerts().length], [200, 0])
      assert.match(page.message().text, /You have finished this login/)
    }
    assert.ok(stranger.alert(/attempt_invalid/))
    assert.equal((await browser.get('/')).headline, 'My modules')
  })

  it('leads on where its answer was not followed, as after a double press, unless another account is meant', async () => {
    const [browser, other] = [site.visitor(), site.visitor()]
    for (const visitor of [browser, other]) {
      const { account } = tech
      const asked = await visitor.press(await visitor.get('/login'), 'Log in', {
        Username: account.username,
        Password: PASSWORD,
      })
      const fields = { code: await nextCode(site, tech) }
      const headers = { 'sec-fetch-site': 'same-origin' }
      await visitor.begin(asked.url.href, { method: 'POST', body: new URLSearchParams(fields), headers })

      const { pathname } = asked.url
      const again = await (visitor === browser
        ? visitor.post(pathname, fields)
        : visitor.post(pathname.replace(/code$/, 'another-account')))

      assert.equal(again.headline, visitor === browser ? 'My modules' : 'Log in')
    }
    assert.equal((await other.get('/')).headline, 'Log in')
  })

  it('stays done after the next one (FS4)', async () => {
    const browser = site.visitor()
    const ended: string[] = []
    for (const _ of ['first', 'second']) {
      const { pathname } = (await browser.get('/login')).url
      await goThroughLogin(site, browser, new URL(pathname, site.origin), tech)
      await browser.post('/logout')
      ended.push(pathname)
    }

    for (const pathname of ended)
      assert.match((await browser.get(pathname)).message().text, /You have finished this login/)
  })
})
