import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { operator, psa, psaUk, psaUs, rmm, rmmUs } from '../../../testing.ts'
import { setOrganizationModuleUrl } from '../../connections/module-urls/set-organization-module-url.ts'
import { listOrganizationModuleUrls, moduleUrlOf } from '../../connections/module-urls/module-urls.ts'
import { reportUserLink } from '../../connections/user-links/report-user-link.ts'
import { goThroughLogin } from '../../oidc/testing/go-through-login.ts'
import { openAlder } from '../testing/open-alder.ts'
import { startTestSite } from '../testing/start-test-site.ts'
import type { VisitedPage } from '../testing/visitor.ts'

/** Alder's tenant lives in PSA's US, and its module URL says UK. */
async function openWrongRegion() {
  const site = await openAlder()
  const link = await site.connect(site.master, psaUs, 'Alder')
  await setOrganizationModuleUrl(site.hub, { organization: site.alder, module: psa, deployment: psaUk, by: operator })
  return { ...site, link }
}

describe('the launcher', () => {
  it('asks a visitor to log in, and comes back to the page asked for', async () => {
    await using site = await openAlder()
    const { tech } = site

    const asked = await site.visitor().get('/profile-settings')
    const arrived = await goThroughLogin(site, site.visitor(), new URL('/profile-settings', site.origin), tech)

    assert.match(asked.url.pathname, /^\/login\//)
    assert.equal(arrived.url.pathname, '/profile-settings')
    assert.equal(arrived.status, 200)
  })

  it('shows every module as it stands for the member, and leads into those that open (A1)', async () => {
    await using site = await openAlder()
    const { master } = site
    const link = await site.connect(master, psaUs, 'Alder')
    await reportUserLink(site.hub, { link, deployment: psaUs, sub: master.account.id, revision: 1, state: 'linked' })

    const browser = await site.logIn(master)
    const page = await browser.get('/')

    assert.equal(page.headline, 'My modules')
    assert.match(page.text, /PSA.*Ready.*Not connected.*Not subscribed/)
    const issuer = encodeURIComponent(site.origin)
    const { pathname, search } = new URL(page.link('PSA').href)
    assert.equal(pathname, '/connect/initiate-login')
    assert.equal(search, `?iss=${issuer}&login_hint=master%40alder.example&organization=alder`)
  })

  it('says why a module does not open, and what to do', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const browser = await site.logIn(await site.addPerson(alder, 'tech'))

    const docs = await browser.get('/launch/docs')
    const rmmPage = await browser.get('/launch/rmm')
    const unknown = await browser.get('/launch/nothing')

    assert.match(docs.alert().text, /Alder MSP does not use Docs\./)
    assert.match(rmmPage.alert().text, /Alder MSP is not connected to RMM\./)
    assert.equal(unknown.status, 404)
  })

  it('says of a connected module without an address what is wrong, and leads who may mend it to Module URLs (A10)', async () => {
    await using site = await openAlder()
    const { alder, master, tech } = site
    await site.connect(master, psaUs, 'Alder')
    await setOrganizationModuleUrl(site.hub, { organization: alder, module: psa, deployment: null, by: operator })

    const browsers = { master: await site.logIn(master), tech: await site.logIn(tech) }
    const tiles = await browsers.tech.get('/')
    const ofMaster = await browsers.master.get('/launch/psa')
    const ofTech = await browsers.tech.get('/launch/psa')

    assert.equal(tiles.link('PSA').href, '/launch/psa')
    assert.match(tiles.text, /PSA.*No address/)
    const addressesOn = (page: VisitedPage) =>
      page
        .alert()
        .links()
        .map(({ href }) => href)
    for (const page of [ofMaster, ofTech]) {
      assert.match(page.alert().text, /Alder MSP is connected to PSA, but no region is selected/)
      assert.ok(addressesOn(page).includes('/profile-settings/module-urls'))
    }
    assert.equal(ofMaster.link('Module URLs of Alder MSP').href, '/admin-settings/module-urls')
    assert.deepEqual(ofTech.select('[href^="/admin-settings"]'), [])
    assert.match(ofTech.text, /ask a master of your organization/)
  })

  it('leads a press on a module that opens by now straight to its sign-in', async () => {
    await using site = await openAlder()
    const { master } = site
    await site.connect(master, rmmUs, 'Alder')

    const browser = await site.logIn(master)
    const launched = await browser.get('/launch/rmm')

    assert.equal(launched.firstStatus, 303)
    assert.equal(launched.url.pathname, '/connect/initiate-login')
    assert.equal(launched.url.origin, site.hub.config.origins[rmmUs])
  })

  it("shows a module URL of the wrong region, and one press repairs the member's own (A11)", async () => {
    await using site = await openWrongRegion()
    const browser = await site.logIn(site.tech)

    const before = await browser.get('/')
    const after = await browser.post('/profile-settings/module-urls/repair', { module: 'psa' })

    assert.match(before.text, /Your company’s PSA data is in US, but your link opens UK/)
    assert.ok(before.button('Use US for PSA'))
    assert.doesNotMatch(before.text, /for everyone/)
    assert.equal(after.firstStatus, 303)
    assert.match(after.message().text, /PSA opens in US for you now/)
    assert.doesNotMatch(after.text, /Your company’s PSA data is in/)
    assert.equal((await moduleUrlOf(site.hub, site.tech.member, psa))?.deployment, psaUs)
    assert.equal((await listOrganizationModuleUrls(site.hub, site.alder)).get(psa), psaUk)
  })

  it('lets a master repair it for everyone, and no one else (A11)', async () => {
    await using site = await openWrongRegion()
    const [master, tech] = [await site.logIn(site.master), await site.logIn(site.tech)]

    const refused = await tech.post('/admin-settings/module-urls/repair', { module: 'psa' })
    const repaired = await master.post('/admin-settings/module-urls/repair', { module: 'psa' })

    assert.equal(refused.status, 403)
    assert.match(refused.text, /not_a_master/)
    assert.match(repaired.text, /PSA opens in US for everyone now/)
    assert.equal((await listOrganizationModuleUrls(site.hub, site.alder)).get(psa), psaUs)
  })

  it('has nothing to repair where nothing is connected', async () => {
    await using site = await openWrongRegion()
    const browser = await site.logIn(site.tech)

    const answer = await browser.post('/profile-settings/module-urls/repair', { module: rmm })

    assert.equal(answer.status, 404)
  })
})
