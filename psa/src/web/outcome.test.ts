import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { aCompany } from '../../testing/a-company.ts'
import { openTestPsa, type TestPsa } from '../../testing/open-test-psa.ts'
import { leaveRefusal, openWithNotice } from '../../testing/notices.ts'
import { pages } from './pages.ts'

const NAMES = ['done', 'notice', 'link', 'said', 'who', 'error', 'error_description', 'message']

let psa: TestPsa

before(async () => {
  psa = await openTestPsa()
  await aCompany(psa)
})
after(() => psa[Symbol.asyncDispose]())

describe('what a page says of an act', () => {
  it('is said once, and is gone on a reload (FS5)', async () => {
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')
    await browser.post('/log-out')

    const [first, reload] = [await browser.get('/login'), await browser.get('/login')]

    assert.match(first.message().text, /You are logged out\./)
    assert.deepEqual(reload.messages(), [])
  })

  it('is never what another hand has written into the cookie (FS5)', async () => {
    const browser = psa.browser()
    await browser.post('/log-out')
    const [name = '', value = ''] = [...browser.cookies].find(([name]) => name.endsWith('-outcome')) ?? []
    const other = Buffer.from(JSON.stringify({ text: 'Call this number.' })).toString('base64url')

    for (const forged of ['', 'x', `${other}.${value.split('.')[1]}`, `${value}AAAA`, value.slice(0, -4)]) {
      browser.cookies.set(name, forged)
      assert.deepEqual((await browser.get('/login')).messages(), [], forged)
    }
  })

  it('comes from no address, on any page (FS5)', async () => {
    const values = ['switched-off', 'deactivated', 'password-set', 'logged-out-here', 'sent', 'saved', 'tenant_linked']
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const said: string[] = []

    for (const { path, GET } of pages) {
      if (GET === undefined) continue
      const address = path.replace(':hub', psa.suite.hub.path).replaceAll(/:\w+/g, 'any')
      const usual = (await browser.get(address)).text
      for (const value of values) {
        const query = new URLSearchParams(NAMES.map((name) => [name, value])).toString()
        let page = await browser.get(`${address}?${query}`)
        if (page.location?.startsWith(psa.config.origin)) page = await browser.get(page.location)
        if (page.messages().length > 0 || withoutReference(page.text) !== withoutReference(usual)) {
          said.push(`${address} says ${value}`)
        }
      }
    }

    assert.deepEqual(said, [])
  })
})

describe('what a ceremony at the hub has to say', () => {
  it('is said once, to the browser that it led here, at an address that says nothing (FS5)', async () => {
    const id = await leaveRefusal(psa, 'user_inactive', { account: 'tech@alder.example' })
    const browser = psa.browser()

    const led = await browser.get(`/login?notice=${id}&next=%2Ftickets`)
    const stranger = await browser.get(led.location ?? '')
    const first = await openWithNotice(psa, browser, '/login', id)
    const reload = await browser.get('/login')

    assert.equal(led.location, `${psa.config.origin}/login?next=%2Ftickets`)
    assert.deepEqual(stranger.alerts(), [], 'the address alone says nothing')
    assert.ok(first.alert(/user_inactive/))
    assert.deepEqual(reload.alerts(), [])
  })

  it('is a plain note of a person’s own Cancel, without code, reference and support (FW2)', async () => {
    const id = await leaveRefusal(psa, 'attempt_cancelled', {})
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    for (const path of ['/login', '/my-settings', `/admin/my-company/company-settings/${psa.suite.hub.path}`]) {
      const page = await openWithNotice(psa, path === '/login' ? psa.browser() : browser, path, id)
      assert.match(page.message().text, /^You cancelled at IT Complete\. Nothing was changed\.$/, path)
      assert.doesNotMatch(page.text, /attempt_cancelled|TESTREFERENCE|Reference|support/i, path)
    }
  })
})

/** Every refusal has a reference of its own. */
function withoutReference(text: string): string {
  return text.replaceAll(/[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/g, '')
}
