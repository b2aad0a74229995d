import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { operator, psaUs } from '../../../testing.ts'
import { DAY, HOUR, MINUTE } from '../../clock.ts'
import { endMemberSessions } from '../../people/members/end-member-sessions.ts'
import { getOrganization } from '../../people/organizations/find-organization.ts'
import { createToken } from '../../people/provisioning/create-token.ts'
import { findToken } from '../../people/provisioning/find-token.ts'
import { openAlder } from '../testing/open-alder.ts'
import { startTestSite } from '../testing/start-test-site.ts'
import type { VisitedPage } from '../testing/visitor.ts'

describe('Admin Settings', () => {
  it('show the organization at a glance, and lead to its tabs', async () => {
    await using site = await openAlder()
    const { master } = site
    await site.connect(master, psaUs, 'Alder')
    const browser = await site.logIn(master)

    const page = await browser.get('/admin-settings')

    assert.match(page.text, /2 active members, 1 of them a master/)
    assert.match(page.text, /PSA and RMM/)
    assert.match(page.text, /Alder company in PSA/)
    const addresses = page.links().map(({ href }) => href)
    for (const tab of ['members', 'module-urls', 'connections']) assert.ok(addresses.includes(`/admin-settings/${tab}`))
  })

  it('are for masters alone', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const browser = await site.logIn(await site.addPerson(alder, 'tech'))

    for (const path of ['', '/members', '/module-urls', '/connections']) {
      const page = await browser.get(`/admin-settings${path}`)
      assert.equal(page.status, 403)
      assert.match(page.alert().text, /not_a_master/)
    }
  })

  it('let a master say how long sign-in sessions serve, within bounds (A1)', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const browser = await site.logIn(await site.addPerson(alder, 'master', 'master'))
    const chosenOn = (page: VisitedPage) => page.fields().map(({ chosen }) => chosen)
    const limits = async () => (await getOrganization(site.hub, alder)).sessionLimits

    const before = await browser.get('/admin-settings')
    const saved = await browser.post('/admin-settings/sessions', { total: '480', idle: '30' })
    const chosen = await limits()
    const tooShort = await browser.post('/admin-settings/sessions', { total: '480', idle: '1' })
    const noNumber = await browser.post('/admin-settings/sessions', { total: 'for ever', idle: '' })
    const empty = await browser.post('/admin-settings/sessions', {})
    const half = await browser.post('/admin-settings/sessions', { total: '480' })
    const twice = await browser.post('/admin-settings/sessions', new URLSearchParams('total=480&total=60&idle=30'))

    assert.ok(before.heading('Sign-in sessions'))
    assert.deepEqual(chosenOn(before), ['12 hours (default)', '4 hours (default)'])
    assert.equal(saved.url.pathname, '/admin-settings')
    assert.match(saved.message().text, /The limits are saved/)
    assert.deepEqual(chosenOn(saved), ['8 hours', '30 minutes'])
    assert.deepEqual(chosen, { total: 8 * HOUR, idle: 30 * MINUTE })
    for (const unsaid of [empty, half, twice]) {
      assert.equal(unsaid.status, 400)
      assert.match(unsaid.alert().text, /form_invalid/)
    }
    for (const refused of [tooShort, noNumber]) {
      assert.equal(refused.status, 400)
      assert.match(refused.alert().text, /session_limit_invalid/)
    }
    assert.match(tooShort.text, /a pause lasts from 15 minutes to 4 hours/)
    assert.deepEqual(await limits(), chosen)
    await browser.post('/admin-settings/sessions', { total: '', idle: '' })
    assert.deepEqual(await limits(), { total: null, idle: null })
  })

  for (const database of databases) {
    it(`say how many people shorter limits log out, before and after, on ${database.name} (A1, FX8)`, async () => {
      await using site = await startTestSite({}, database)
      const { hub } = site
      const alder = await site.addOrganization('alder', 'Alder MSP')
      const [tech, other, gone] = [
        await site.addPerson(alder, 'tech'),
        await site.addPerson(alder, 'other'),
        await site.addPerson(alder, 'gone'),
      ]
      const browsers = [await site.logIn(tech), await site.logIn(tech), await site.logIn(other), await site.logIn(gone)]
      hub.pass(2 * HOUR)
      await endMemberSessions(hub, { member: gone.member.id, by: operator })
      await browsers[2]?.get('/')
      const master = await site.logIn(await site.addPerson(alder, 'master', 'master'))
      const limits = async () => (await getOrganization(hub, alder)).sessionLimits
      const chosen = { total: '180', idle: '60' }

      const asked = await master.post('/admin-settings/sessions', chosen)
      const [dialog] = asked.dialogs()
      const kept = await limits()
      const saved = await master.press(asked, 'Save')
      const again = await master.post('/admin-settings/sessions', chosen)
      const audit = await master.get('/admin-settings/audit')

      assert.match(dialog?.text ?? '', /2 people are logged out of Alder MSP now/)
      assert.match(dialog?.text ?? '', /Log in again after: 3 hours.*inactivity of: 60 minutes/)
      assert.deepEqual(kept, { total: null, idle: null })
      assert.match(saved.message().text, /The limits are saved.* 2 people were logged out/)
      assert.deepEqual(await limits(), { total: 3 * HOUR, idle: HOUR })
      assert.doesNotMatch(again.message().text, /logged out/)
      assert.match(audit.text, /people logged out: 2/)
      assert.equal((await browsers[0]?.get('/'))?.headline, 'Log in')
      const tooShort = await master.get('/admin-settings/sessions?total=1&idle=')
      assert.match(tooShort.alert().text, /session_limit_invalid/)
      assert.equal((await master.get('/admin-settings/sessions')).url.pathname, '/admin-settings')
    })
  }

  it('refuse limits of sessions from anyone but a master', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const browser = await site.logIn(await site.addPerson(alder, 'tech'))

    const refused = await browser.post('/admin-settings/sessions', { total: '60', idle: '' })

    assert.equal(refused.status, 403)
    assert.deepEqual((await getOrganization(site.hub, alder)).sessionLimits, { total: null, idle: null })
  })

  it('say when each directory last asked for something, and warn where one is silent (FE2)', async () => {
    await using site = await openAlder()
    const { alder, master } = site
    const { secret } = await createToken(site.hub, { organization: alder, name: '<HR>', by: 'operator:test' })
    const overview = async () => (await (await site.logIn(master)).get('/admin-settings')).text

    const fresh = await overview()
    site.hub.pass(8 * DAY)
    const silent = await overview()
    await findToken(site.hub, secret)
    const heard = await overview()

    assert.match(fresh, /Directory <HR>.*No request yet/)
    assert.doesNotMatch(fresh + heard, /No request for days/)
    assert.match(silent, /No request for days from: <HR>\..*may still be able to log in/)
    assert.match(heard, /Directory <HR>.*Last request on/)
  })
})
