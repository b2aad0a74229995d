import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestSite } from '../testing/start-test-site.ts'

describe('Profile Settings', () => {
  it('say who the person is', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const master = await site.addPerson(alder, 'master', 'master')
    const browser = await site.logIn(master)

    const { status, text } = await browser.get('/profile-settings')

    assert.equal(status, 200)
    assert.match(text, /master@alder\.example.*?Alder MSP.*?Master/s)
  })

  it('are in the menu with the name, last in the banner, and Admin Settings for masters', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const master = await site.logIn(await site.addPerson(alder, 'master', 'master'))
    const tech = await site.logIn(await site.addPerson(alder, 'tech'))

    const [ofMaster, ofTech] = [await master.get('/'), await tech.get('/')]

    assert.match(ofMaster.text, /alder master<\/span>.*?Profile Settings.*?Admin Settings.*?Log out.*?<\/header>/s)
    assert.match(ofTech.text, /alder tech<\/span>.*?Profile Settings.*?Log out.*?<\/header>/s)
    assert.doesNotMatch(ofTech.text, /Admin Settings/)
  })
})
