import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as client from 'openid-client'
import { psaUs } from '../../../testing.ts'
import { findAccountById } from '../../people/accounts/find-account.ts'
import { openTestProduct } from '../../oidc/testing/test-product.ts'
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

    assert.match(saved.text, /role="status"[^]*saved/)
    assert.match(saved.text, /<option value="en-US" selected>/)
    assert.deepEqual([person['name'], person['locale']], ['Ada Lovelace', 'en-US'])
  })

  it('shows again what was typed and cannot be taken, and changes nothing', async () => {
    await using site = await startTestSite()
    const tech = await site.addPerson(await site.addOrganization('alder', 'Alder MSP'), 'tech')
    const browser = await site.logIn(tech)

    for (const [typed, code] of [
      [{ name: '"><script>alert(1)</script>', language: 'xx' }, 'language_invalid'],
      [{ name: 'Ada Lovelace', language: 'de-DE' }, 'language_invalid'],
      [{ name: ' ', language: 'en-US' }, 'name_invalid'],
    ] as const) {
      const { status, text } = await browser.post(path, typed)
      assert.equal(status, 400)
      assert.match(text, new RegExp(`role="alert"[^]*${code}`))
      assert.doesNotMatch(text, /<script>alert/)
    }
    const kept = await browser.post(path, { name: 'Ada Lovelace', language: 'de-DE' })

    assert.match(kept.text, /value="Ada Lovelace"/)
    assert.equal((await findAccountById(site.hub, tech.account.id))?.name, 'alder tech')
  })
})
