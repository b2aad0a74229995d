import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { psa, psaUk, psaUs, rmm, rmmUs } from '../../../testing.ts'
import {
  listOrganizationModuleUrls,
  listOwnModuleUrls,
  moduleUrlOf,
} from '../../connections/module-urls/module-urls.ts'
import { openAlder } from '../testing/open-alder.ts'

describe('the Module URLs tabs', () => {
  it('offer a region per deployment, below what choosing nothing means (A10)', async () => {
    await using site = await openAlder()
    const browser = await site.logIn(site.master)

    const organization = await browser.get('/admin-settings/module-urls')
    const own = await browser.get('/profile-settings/module-urls')

    assert.deepEqual(organization.field('PSA').options, ['No address', 'US', 'UK'])
    assert.deepEqual(organization.field('RMM').options, ['No address', 'US'])
    assert.deepEqual(own.field('PSA').options, ['As my organization', 'US', 'UK'])
  })

  it("save the organization's choice, and the member's own beats it (A10)", async () => {
    await using site = await openAlder()
    const [master, tech] = [await site.logIn(site.master), await site.logIn(site.tech)]

    const saved = await master.post('/admin-settings/module-urls', { psa: psaUs, rmm: rmmUs })
    await tech.post('/profile-settings/module-urls', { psa: psaUk, rmm: '' })

    assert.equal(saved.firstStatus, 303)
    assert.match(saved.message().text, /The module URLs are saved/)
    assert.equal(saved.field('PSA').value, psaUs)
    assert.equal((await moduleUrlOf(site.hub, site.tech.member, psa))?.deployment, psaUk)
    assert.equal((await moduleUrlOf(site.hub, site.tech.member, rmm))?.deployment, rmmUs)
    assert.equal((await moduleUrlOf(site.hub, site.master.member, psa))?.deployment, psaUs)
  })

  it('give the own choice up with "As my organization" (A10)', async () => {
    await using site = await openAlder()
    const browser = await site.logIn(site.tech)

    await browser.post('/profile-settings/module-urls', { psa: psaUk })
    await browser.post('/profile-settings/module-urls', { psa: '' })

    assert.equal((await listOwnModuleUrls(site.hub, site.tech.member.id)).size, 0)
  })

  it('mark the deployments that are not connected (A10)', async () => {
    await using site = await openAlder()
    await site.connect(site.master, psaUs, 'Alder')
    const browser = await site.logIn(site.tech)

    const { text } = await browser.get('/profile-settings/module-urls')

    assert.match(text, /Connected in US; not connected: UK\./)
    assert.match(text, /Not connected in any region\./)
  })

  for (const address of ['psa-us', 'rmm-moon', 'https://evil.example/', '../rmm-us', 'RMM-US'])
    it(`refuse ${address} as an address of RMM, and save nothing of the form (A10)`, async () => {
      await using site = await openAlder()
      const browser = await site.logIn(site.master)

      const refused = await browser.post('/admin-settings/module-urls', { psa: psaUs, rmm: address })

      assert.equal(refused.status, 400)
      assert.match(refused.alert().text, /module_url_invalid/)
      assert.equal((await listOrganizationModuleUrls(site.hub, site.alder)).size, 0)
    })

  it('save nothing of a form that says nothing, or two things, of a module', async () => {
    await using site = await openAlder()
    const browser = await site.logIn(site.master)
    await browser.post('/admin-settings/module-urls', { psa: psaUs })

    const empty = await browser.post('/admin-settings/module-urls', {})
    const twice = await browser.post('/admin-settings/module-urls', new URLSearchParams(`psa=${psaUk}&psa=`))

    for (const refused of [empty, twice]) {
      assert.equal(refused.status, 400)
      assert.match(refused.alert().text, /form_invalid/)
    }
    assert.equal((await listOrganizationModuleUrls(site.hub, site.alder)).get(psa), psaUs)
  })

  it("keep who is no master from the organization's, for reading and for writing", async () => {
    await using site = await openAlder()
    const browser = await site.logIn(site.tech)

    const read = await browser.get('/admin-settings/module-urls')
    const written = await browser.post('/admin-settings/module-urls', { psa: psaUs })

    assert.deepEqual([read.status, written.status], [403, 403])
    assert.equal((await listOrganizationModuleUrls(site.hub, site.alder)).size, 0)
  })

  it('take no form from a page of another origin (T40, T44)', async () => {
    await using site = await openAlder()
    const browser = await site.logIn(site.master)

    for (const from of ['cross-site', 'same-site', 'none']) {
      const refused = await browser.post('/admin-settings/module-urls', { psa: psaUs }, { 'sec-fetch-site': from })
      assert.equal(refused.status, 403)
    }
    assert.equal((await listOrganizationModuleUrls(site.hub, site.alder)).size, 0)
  })
})
