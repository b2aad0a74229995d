import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { goThroughLogin } from '../../oidc/testing/go-through-login.ts'
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
