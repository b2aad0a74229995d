import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { psa, psaUk } from '../../../testing.ts'
import { setOwnModuleUrl } from '../../modules/set-own-module-url.ts'
import { startTestSite } from '../testing/start-test-site.ts'

describe('the launcher', () => {
  it('sends whoever is not logged in to the log-in page, and back after it', async () => {
    await using site = await startTestSite()
    const page = await site.visitor().get('/')
    assert.match(page.url.pathname, /^\/login\//)
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const master = await site.addPerson(alder, 'master', 'master')
    const browser = await site.logIn(master)
    const home = await browser.get('/')
    assert.equal(home.status, 200)
    assert.match(home.text, /<h1>My modules<\/h1>/)
    await setOwnModuleUrl(site.hub, { member: master.member.id, module: psa, deployment: psaUk })
  })
})
