import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as client from 'openid-client'
import { psaUs } from '../../../testing.ts'
import { findAccountById } from '../../people/accounts/find-account.ts'
import { openTestProduct } from '../../oidc/testing/test-product.ts'
import { openAlder } from '../testing/open-alder.ts'
import { startTestSite } from '../testing/start-test-site.ts'
import type { VisitedPage } from '../testing/visitor.ts'

describe('Profile Settings', () => {
  it('say who the person is', async () => {
    await using site = await openAlder()
    const { master } = site
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

    const bannerOf = (page: VisitedPage) =>
      page
        .select('header')
        .map(({ text }) => text)
        .join()
    assert.match(bannerOf(ofMaster), /alder master .*Profile Settings Admin Settings Log out$/)
    assert.match(bannerOf(ofTech), /alder tech .*Profile Settings Log out$/)
    assert.doesNotMatch(ofTech.text, /Admin Settings/)
  })
})

describe('the form of name and language', () => {
  const path = '/profile-settings/details'

  it('saves both, tells products of them', async () => {
    await using site = await startTestSite()
    const tech = await site.addPerson(await site.addOrganization('alder', 'Alder MSP'), 'tech')
    const browser = await site.logIn(tech)
    const product = await openTestProduct(site.hub, psaUs)

    const saved = await browser.post(path, { name: 'Ada Lovelace', language: 'en-US' })
    const begun = await product.begin()
    const tokens = await product.redeem(begun, (await browser.get(begun.url.href)).url)
    const person = await client.fetchUserInfo(product.config, tokens.access_token, tech.account.id)

    assert.match(saved.message().text, /saved/)
    assert.equal(saved.field('Language').value, 'en-US')
    assert.deepEqual([person['name'], person['locale']], ['Ada Lovelace', 'en-US'])
  })

  it('shows again what was typed and cannot be taken, and changes nothing', async () => {
    await using site = await startTestSite()
    const tech = await site.addPerson(await site.addOrganization('alder', 'Alder MSP'), 'tech')
    const browser = await site.logIn(tech)

    for (const [typed, code] of [
      [{ name: '"><script>alert(1)</script>', language: 'xx' }, 'That language is not one of'],
      [{ name: 'Ada Lovelace', language: 'de-DE' }, 'That language is not one of'],
      [{ name: ' ', language: 'en-US' }, 'That name is empty or too long'],
    ] as const) {
      const page = await browser.post(path, typed)
      assert.equal(page.status, 400)
      assert.ok(page.alert(new RegExp(code)))
      assert.equal(page.field('Name').value, typed.name)
      assert.deepEqual(page.select('script:not([src])'), [])
    }
    const kept = await browser.post(path, { name: 'Ada Lovelace', language: 'de-DE' })

    assert.equal(kept.field('Name').value, 'Ada Lovelace')
    assert.equal((await findAccountById(site.hub, tech.account.id))?.name, 'alder tech')
  })
})
