import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { operator, psaUs } from '../../../testing.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { goThroughLogin, nextCode, PASSWORD } from '../../oidc/testing/go-through-login.ts'
import { openTestProduct, type TestProduct } from '../../oidc/testing/test-product.ts'
import { type Person, startTestSite, type TestSite } from '../testing/start-test-site.ts'

let site: TestSite
let product: TestProduct
let alderTech: Person
let birchTech: Person

before(async () => {
  site = await startTestSite()
  alderTech = await site.addPerson(await site.addOrganization('alder', 'Alder MSP'), 'tech')
  birchTech = await site.addPerson(await site.addOrganization('birch', 'Birch IT'), 'tech')
  product = await openTestProduct(site.hub, psaUs)
})
after(() => site[Symbol.asyncDispose]())

describe('another account in a browser that holds a session', () => {
  it('logs in from the page that refuses the first one; the first session ends, and no page sends itself (P24)', async () => {
    const visitor = await site.logIn(alderTech)
    const before = await site.hub.short.selectFrom('sessions').select('uid').where('ended_at', 'is', null).execute()
    const begun = await product.begin({ organization: 'birch' })
    const refused = await visitor.get(begun.url.href)
    assert.match(refused.text, /wrong_organization/)
    const password = await visitor.post(refused.url.pathname.replace(/refused$/, 'another-account'))
    const code = await visitor.post(password.url.href, { username: birchTech.account.username, password: PASSWORD })
    const back = await visitor.post(code.url.href, { code: await nextCode(site, birchTech) })
    assert.equal((await product.redeem(begun, back.url)).claims()?.sub, birchTech.account.id)

    const after = await site.hub.short.selectFrom('sessions').select('uid').where('ended_at', 'is', null).execute()
    assert.equal(
      after.some(({ uid }) => before.some((old) => old.uid === uid)),
      false,
    )
    const silent = await product.begin({ prompt: 'none' })
    const again = await visitor.get(silent.url.href)
    assert.equal((await product.redeem(silent, again.url)).claims()?.sub, birchTech.account.id)
  })
})

describe('logging in at the hub itself', () => {
  it('takes what comes back as an error for one of its own codes, or for a sign-in that is over', async () => {
    for (const [said, code] of [
      ['member_inactive 7K3M-QX2P', 'member_inactive'],
      ['constructor', 'attempt_invalid'],
      ['no_such_code', 'attempt_invalid'],
      ['', 'attempt_invalid'],
    ] as const) {
      const page = await site.visitor().get(`/signed-in?error=access_denied&error_description=${said}`)
      assert.match(page.text, new RegExp(code), said)
      assert.equal(page.status < 500, true, said)
    }
  })

  it('tells an inactive member so, on a page, and opens no session (A22)', async () => {
    const leaver = await site.addPerson(alderTech.member.organization, 'leaver')
    await deactivateMember(site.hub, { member: leaver.member.id, by: operator })
    const visitor = site.visitor()
    const page = await goThroughLogin(site, visitor, new URL('/login', site.origin), leaver)
    assert.equal(page.status, 403)
    page.alert()
    assert.match(page.text, /member_inactive/)
    assert.match(page.text, /Use another account/)
    assert.equal((await visitor.get('/')).url.pathname.startsWith('/login/'), true)
  })

  it('comes back to the page that was asked for, and to none of another site (T17, T18)', async () => {
    const visitor = site.visitor()
    const asked = await visitor.get('/profile-settings/module-urls')
    const code = await visitor.post(asked.url.href, { username: alderTech.account.username, password: PASSWORD })
    const page = await visitor.post(code.url.href, { code: await nextCode(site, alderTech) })
    assert.equal(page.url.pathname, '/profile-settings/module-urls')

    for (const target of [
      '//evil.example/',
      'https://evil.example/',
      '/\\evil.example',
      '/.//evil.example',
      'javascript:alert(1)',
      '/%2f/evil',
    ]) {
      const safe = await visitor.get(`/login?target=${encodeURIComponent(target)}`)
      assert.equal(safe.url.origin, site.origin)
    }
  })
})
