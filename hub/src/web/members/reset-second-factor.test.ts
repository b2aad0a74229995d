import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { psaUs } from '../../../testing.ts'
import { MINUTE } from '../../clock.ts'
import { importAuthenticator } from '../../people/factors/import-authenticator.ts'
import { hasSecondFactor } from '../../people/factors/list-factors.ts'
import { addNewcomer, goThroughLogin, nextCode } from '../../oidc/testing/go-through-login.ts'
import { PASSWORD } from '../../people/passwords/testing/give-password.ts'
import { aTenantLinkDetail, openTestProduct } from '../../oidc/testing/test-product.ts'
import { openAlder } from '../testing/open-alder.ts'
import type { Person } from '../testing/start-test-site.ts'

async function openMembers() {
  const site = await openAlder()
  return { ...site, browser: await site.logIn(site.master) }
}

const at = ({ member }: Person) => `/admin-settings/members/${member.id}/reset-second-factor`
const reason = 'Saw them at the desk.'

describe('the page that resets a second factor', () => {
  it('is linked from who has one, and from no one’s own row', async () => {
    await using site = await openMembers()
    const newcomer = await addNewcomer(site, site.alder, 'newcomer')

    const addresses = (await site.browser.get('/admin-settings/members')).links().map(({ href }) => href)

    assert.ok(addresses.includes(at(site.tech)))
    for (const person of [site.master, newcomer]) assert.ok(!addresses.includes(at(person)))
  })

  it('says what ends, resets for a reason, and shuts the person’s browser out at once (T35, T36)', async () => {
    await using site = await openMembers()
    const theirs = await site.logIn(site.tech)

    const dialog = await site.browser.get(at(site.tech))
    const refused = await site.browser.post(at(site.tech), { reason: '   ' })
    const done = await site.browser.post(at(site.tech), { reason })
    const shut = await theirs.get('/')
    const enrol = await theirs.post(shut.url.href, { username: site.tech.account.username, password: PASSWORD })

    assert.match(dialog.dialog().text, /alder tech[^]*1 authenticator app[^]*1 session ends here[^]*24 hours/)
    assert.equal(refused.status, 400)
    assert.match(refused.alert().text, /A reset needs a reason/)
    assert.match(done.message().text, /second factor of alder tech is reset/)
    assert.ok(shut.field('Password'))
    assert.equal(enrol.headline, 'Set up your authenticator app')
  })

  it('asks for both factors again when they were given long ago, before it shows or does anything (T36)', async () => {
    await using site = await openMembers()
    site.hub.pass(11 * MINUTE)

    const late = await site.browser.post(at(site.tech), { reason })
    assert.match(late.url.pathname, /^\/login\//)
    assert.equal(await hasSecondFactor(site.hub, site.tech.account.id), true)
    const code = await site.browser.post(late.url.href, { username: site.master.account.username, password: PASSWORD })
    const back = await site.browser.post(code.url.href, { code: await nextCode(site, site.master) })

    assert.equal(back.dialog(/alder tech/).field(/Reason/).value, reason)
  })

  it('is for masters, about members of their own organization, and not about themselves (T36)', async () => {
    await using site = await openMembers()
    const birch = await site.addPerson(await site.addOrganization('birch', 'Birch IT'), 'tech')
    const tech = await site.logIn(site.tech)

    const answers = [
      await tech.get(at(site.master)),
      await tech.post(at(site.master), { reason }),
      await site.browser.get(at(birch)),
      await site.browser.post(at(birch), { reason }),
      await site.browser.post(at(site.master), { reason }),
    ]

    assert.deepEqual(
      answers.map(({ status }) => status),
      [403, 403, 404, 404, 403],
    )
    for (const { account } of [site.master, birch]) assert.equal(await hasSecondFactor(site.hub, account.id), true)
  })
})

describe('linking after a reset of the second factor', () => {
  it('is paused for users and companies after both factors, and sign-in goes on (T36)', async () => {
    await using site = await openMembers()
    const deputy = await site.addPerson(site.alder, 'deputy', 'master')
    await site.connect(site.master, psaUs, 'Alder')
    await site.browser.post(at(deputy), { reason })
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
    await importAuthenticator(site.hub, { account: deputy.account.id, secret, by: 'operator:test' })
    const product = await openTestProduct(site.hub, psaUs)
    const detail = aTenantLinkDetail(psaUs, { id: 'other', name: 'Other' })
    const sides = { tenant: { id: 'alder', name: 'Alder' }, user: { id: 'usr_tech', name: 'Tech' } }
    const linking = { version: 1, kind: 'user', ...sides, audit_id: 'aud_x' }

    for (const input of [
      { authorization_details: JSON.stringify([detail]) },
      { linking: JSON.stringify(linking) },
    ] as const) {
      const visitor = site.visitor()
      const begun = await product.push(input)
      const page = await goThroughLogin(site, visitor, begun.url, deputy)
      const [, reference = ''] = /Reference ([0-9A-Z-]{9})/.exec(page.text) ?? []
      const back = await visitor.get(page.url.pathname.replace(/refused$/, 'back'))

      assert.equal(page.status, 403)
      assert.match(page.alert().text, /linking_paused/)
      assert.equal(back.url.searchParams.get('error_description'), `linking_paused ${reference}`)
    }
    const begun = await product.begin()
    const back = await goThroughLogin(site, site.visitor(), begun.url, deputy)
    assert.equal((await product.redeem(begun, back.url)).claims()?.sub, deputy.account.id)
  })
})
