import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { psaUs } from '../../../testing.ts'
import { startTestSite } from '../testing/start-test-site.ts'

describe('Admin Settings', () => {
  it('show the organization at a glance, and lead to its tabs', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const master = await site.addPerson(alder, 'master', 'master')
    await site.addPerson(alder, 'tech')
    await site.connect(master, psaUs, 'Alder')
    const browser = await site.logIn(master)

    const { text } = await browser.get('/admin-settings')

    assert.match(text, /2 active members, 1 of them a master/)
    assert.match(text, /PSA and RMM/)
    assert.match(text, /Alder company in PSA/)
    for (const tab of ['members', 'module-urls', 'connections'])
      assert.match(text, new RegExp(`href="/admin-settings/${tab}"`))
  })

  it('are for masters alone', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const browser = await site.logIn(await site.addPerson(alder, 'tech'))

    for (const path of ['', '/members', '/module-urls', '/connections']) {
      const page = await browser.get(`/admin-settings${path}`)
      assert.equal(page.status, 403)
      assert.match(page.text, /role="alert"[^]*not_a_master/)
    }
  })
})
