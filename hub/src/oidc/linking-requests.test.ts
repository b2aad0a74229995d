import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as client from 'openid-client'
import { asPerson, psaUk, psaUs } from '../../testing.ts'
import type { OrganizationId } from '../ids.ts'
import { deactivateMember } from '../connections/rights/change-status.ts'
import { type Person, startTestSite, type TestSite } from '../web/testing/start-test-site.ts'
import { goThroughLogin, nextCode } from './testing/go-through-login.ts'
import { PASSWORD } from '../people/passwords/testing/give-password.ts'
import { referenceOn } from './testing/reference-on.ts'
import { aTenantLinkDetail, openTestProduct, type TestProduct } from './testing/test-product.ts'

let site: TestSite
let us: TestProduct
let alder: OrganizationId
let master: Person
let tech: Person

before(async () => {
  site = await startTestSite()
  alder = await site.addOrganization('alder', 'Alder MSP')
  master = await site.addPerson(alder, 'master', 'master')
  tech = await site.addPerson(alder, 'tech')
  us = await openTestProduct(site.hub, psaUs)
})
after(() => site[Symbol.asyncDispose]())

describe('a request to link a tenant', () => {
  it('is asked for by the product itself, never through the browser (T4)', async () => {
    const detail = aTenantLinkDetail(psaUs, { id: 't', name: 'T' })
    const begun = await us.begin({ authorization_details: JSON.stringify([detail]), max_age: '0' })
    const back = await site.visitor().get(begun.url.href)
    assert.equal(back.url.searchParams.get('error'), 'invalid_authorization_details')
  })

  it('is refused at once where the request is malformed, or for another deployment (T4)', async () => {
    for (const wrong of [
      { ...aTenantLinkDetail(psaUk, { id: 't', name: 'T' }) },
      { ...aTenantLinkDetail(psaUs, { id: 't', name: 'T' }), version: 2 },
      { ...aTenantLinkDetail(psaUs, { id: '', name: 'T' }) },
      { ...aTenantLinkDetail(psaUs, { id: 't', name: 'T' }), link_id: 'short' },
      { type: 'something_else' },
    ]) {
      await assert.rejects(
        us.push({ authorization_details: JSON.stringify([wrong]) }),
        (error) => error instanceof client.ResponseBodyError && error.error === 'invalid_authorization_details',
      )
    }
  })

  it('is asked for one tenant at a time (T4)', async () => {
    const details = ['one', 'two'].map((tenant) => aTenantLinkDetail(psaUs, { id: tenant, name: tenant }))

    await assert.rejects(
      us.push({ authorization_details: JSON.stringify(details) }),
      (error) => error instanceof client.ResponseBodyError && error.error === 'invalid_authorization_details',
    )
  })

  it('takes no name or id that turns a sentence around, ends a line or is no text, and says which (FQ7)', async () => {
    const detail = aTenantLinkDetail(psaUs, { id: 't', name: 'T' })
    for (const sign of ['\u202e', '\u2067', '\u200f', '\n', '\r', '\u2028', '\0', '\u0007', '\ud800']) {
      for (const [where, wrong] of [
        ['tenant.name', { ...detail, tenant: { id: 't', name: `Alder${sign}MSP` } }],
        ['tenant.id', { ...detail, tenant: { id: `t${sign}`, name: 'T' } }],
        ['user.name', { ...detail, user: { id: 'u', name: `tech${sign}` } }],
        ['user.id', { ...detail, user: { id: `${sign}u`, name: 'tech' } }],
      ] as const) {
        await assert.rejects(us.push({ authorization_details: JSON.stringify([wrong]) }), (error) => {
          assert.ok(error instanceof client.ResponseBodyError)
          assert.equal(error.error, 'invalid_authorization_details')
          assert.match(error.error_description ?? '', new RegExp(`malformed: ${where} has a control character`))
          return true
        })
      }
    }
    const blank = { ...detail, tenant: { id: 't', name: ' ' } }
    await assert.rejects(
      us.push({ authorization_details: JSON.stringify([blank]) }),
      (error) =>
        error instanceof client.ResponseBodyError &&
        error.error === 'invalid_authorization_details' &&
        error.error_description?.includes('tenant.name is blank') === true,
    )
    await assert.rejects(
      us.push({ authorization_details: JSON.stringify([{ ...detail, version: 2 }]) }),
      (error) =>
        error instanceof client.ResponseBodyError &&
        error.error_description?.startsWith('version_unsupported') === true,
    )
  })
})

describe('linking a user', () => {
  const linking = (name: string) =>
    JSON.stringify({
      version: 1,
      kind: 'user',
      tenant: { id: 'alder', name: 'Alder Inc' },
      user: { id: 'usr_1', name },
      audit_id: 'aud_x',
    })

  it('names the user of the product beside the account on the page with the code (A14)', async () => {
    const begun = await us.push({ linking: linking('Terry <b>Tech</b>'), organization: 'alder' })
    const visitor = site.visitor()
    const password = await visitor.get(begun.url.href)
    assert.match(password.text, /Terry <b>Tech<\/b>/)
    const code = await visitor.post(password.url.href, { username: tech.account.username, password: PASSWORD })
    for (const text of ['Terry <b>Tech</b>', 'Alder Inc', tech.account.name, tech.account.username]) {
      assert.ok(code.text.includes(text), text)
    }
    const back = await visitor.post(code.url.href, { code: await nextCode(site, tech) })
    assert.equal((await us.redeem(begun, back.url)).claims()?.sub, tech.account.id)
  })

  it('takes a name of which nothing can be seen, and shows one that can (FT2)', async () => {
    for (const name of [
      '\u200b',
      '\u3164',
      '\u2062',
      '\u180e',
      '\ufe0f',
      '\u{e0041}\u{e007f}',
      '\u0301',
      '\u2800\u00ad',
    ]) {
      const detail = { ...aTenantLinkDetail(psaUs, { id: 'ten_7', name }), user: { id: 'usr_7', name } }
      const tenant = await us.push({ authorization_details: JSON.stringify([detail]) })
      const user = await us.push({ linking: linking(name), organization: 'alder' })

      assert.match((await site.visitor().get(tenant.url.href)).text, /Unnamed \(ten_7\)/, JSON.stringify(name))
      assert.match((await site.visitor().get(user.url.href)).text, /Unnamed \(usr_1\)/, JSON.stringify(name))
    }
  })

  it('takes no name that turns a sentence around, ends a line or is no text (FQ7)', async () => {
    for (const name of ['tech\u202e', 'te\nch', 'te\0ch', '']) {
      await assert.rejects(us.push({ linking: linking(name), organization: 'alder' }), (error) => {
        assert.ok(error instanceof client.ResponseBodyError)
        assert.match(error.error_description ?? '', /linking is malformed: user\.name (has a control|is empty)/)
        return true
      })
    }
  })

  it('refuses who is no member of the organization that the tenant is linked to (A17)', async () => {
    const birch = await site.addOrganization('birch', 'Birch IT')
    const stranger = await site.addPerson(birch, 'tech')
    const begun = await us.push({ linking: linking('tech'), organization: 'alder' })
    const visitor = site.visitor()
    const page = await goThroughLogin(site, visitor, begun.url, stranger)
    assert.equal(page.status, 403)
    assert.match(page.text, /wrong_organization/)
    const back = await visitor.get(page.link(/^Back to/).href)
    assert.equal(back.url.searchParams.get('error_description'), `wrong_organization ${referenceOn(page)}`)
  })

  it('shows an inactive member why, with the ways on (A22)', async () => {
    const leaver = await site.addPerson(alder, 'leaver')
    await deactivateMember(site.hub, { member: leaver.member.id, by: asPerson(site.hub, master.member.id) })
    const begun = await us.push({ linking: linking('tech'), organization: 'alder' })
    const page = await goThroughLogin(site, site.visitor(), begun.url, leaver)
    page.alert()
    assert.match(page.text, /member_inactive/)
    assert.match(page.text, /Use another account/)
  })

  it('is not asked for through the browser', async () => {
    const begun = await us.begin({ linking: linking('tech'), max_age: '0' })
    const back = await site.visitor().get(begun.url.href)
    assert.equal(back.url.searchParams.get('error'), 'invalid_request')
  })
})
