import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { psaUs } from '../../../testing.ts'
import { removeFactor } from '../../people/factors/remove-factor.ts'
import { listFactors } from '../../people/factors/list-factors.ts'
import type { OrganizationId } from '../../ids.ts'
import { goThroughLogin } from '../../oidc/testing/go-through-login.ts'
import { PASSWORD } from '../../people/passwords/testing/give-password.ts'
import { aTenantLinkDetail, openTestProduct, type TestProduct } from '../../oidc/testing/test-product.ts'
import { beginAddingPasskey } from '../../people/factors/begin-adding-passkey.ts'
import { addPasskey } from '../../people/factors/add-passkey.ts'
import {
  type Tampering,
  type TestAuthenticator,
  testAuthenticator,
} from '../../people/passkeys/testing/test-authenticator.ts'
import { findTenantLink } from '../../connections/tenant-links/find-links.ts'
import type { LinkId } from '../../ids.ts'
import { type Person, startTestSite, type TestSite } from '../testing/start-test-site.ts'
import type { VisitedPage, Visitor } from '../testing/visitor.ts'

let site: TestSite
let product: TestProduct
let alder: OrganizationId
let count = 0

before(async () => {
  site = await startTestSite()
  alder = await site.addOrganization('alder', 'Alder MSP')
  product = await openTestProduct(site.hub, psaUs)
})
after(() => site[Symbol.asyncDispose]())

interface Carrier extends Person {
  readonly device: TestAuthenticator
}

/** A person with an authenticator app and a passkey. */
async function addCarrier(input: { role?: 'master'; synced?: boolean } = {}): Promise<Carrier> {
  count += 1
  const person = await site.addPerson(alder, `person${count}`, input.role ?? 'member')
  const device = testAuthenticator({ origin: site.origin, synced: input.synced ?? false })
  const session = `session-${count}`
  const { account } = person
  const options = await beginAddingPasskey(site.hub, { account, session, hubName: 'IT Complete' })
  await addPasskey(site.hub, {
    account: account.id,
    provenAt: site.hub.now(),
    session,
    answer: device.create(options),
    name: '',
  })
  return { ...person, device }
}

async function askForOptions(visitor: Visitor, page: VisitedPage): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const address = `${page.url.pathname.replace(/\/code$/, '')}/passkey`
  const { body } = await visitor.send(address, { headers: { accept: 'application/json' } })
  return JSON.parse(body) as PublicKeyCredentialRequestOptionsJSON
}

/** As the script of the page does; stands where that led. */
async function usePasskey(
  visitor: Visitor,
  page: VisitedPage,
  device: TestAuthenticator,
  lie?: Tampering,
): Promise<VisitedPage> {
  const passkey = device.get(await askForOptions(visitor, page), lie)
  return visitor.post(`${page.url.pathname.replace(/\/code$/, '')}/passkey`, { passkey })
}

describe('a login by passkey', () => {
  it('needs no password and no code, and tells products how it was (A7, A16)', async () => {
    for (const [synced, key] of [
      [false, 'hwk'],
      [true, 'swk'],
    ] as const) {
      const { device, account } = await addCarrier({ synced })
      const begun = await product.begin()
      const visitor = site.visitor()
      const page = await visitor.get(begun.url.href)
      assert.match(page.select('form[hidden] button')[0]?.name ?? '', /Log in with a passkey/)

      const back = await usePasskey(visitor, page, device)

      const claims = (await product.redeem(begun, back.url)).claims()
      assert.equal(claims?.sub, account.id)
      assert.deepEqual(claims['amr'], [key, 'user', 'mfa'])
    }
  })

  it('counts as the second factor after a password, for that account alone', async () => {
    const { device, account } = await addCarrier()
    const other = await addCarrier()
    const begun = await product.begin()
    const visitor = site.visitor()
    const page = await visitor.get(begun.url.href)
    const code = await visitor.post(page.url.href, { username: account.username, password: PASSWORD })
    assert.ok(code.field('Authentication code'))
    assert.match(code.select('form[hidden] button')[0]?.name ?? '', /Use a passkey/)
    assert.equal((await askForOptions(visitor, code)).allowCredentials?.length, 1)

    const refused = await usePasskey(visitor, code, other.device)
    const disguised = await usePasskey(visitor, code, other.device, { userHandle: account.id })
    const back = await usePasskey(visitor, code, device)

    for (const page of [refused, disguised]) {
      assert.equal(page.status, 401)
      assert.match(page.alert().text, /passkey_invalid/)
      assert.ok(page.field('Authentication code'))
    }
    assert.deepEqual((await product.redeem(begun, back.url)).claims()?.['amr'], ['pwd', 'hwk', 'user', 'mfa'])
  })

  it('is refused for what is wrong with it, in one sentence on the page that it came from', async () => {
    const { device, account } = await addCarrier()
    const visitor = site.visitor()
    const page = await visitor.get('/login')
    const address = `${page.url.pathname}/passkey`
    const lies: Tampering[] = [
      { origin: 'http://localhost:1' },
      { userVerified: false },
      { userHandle: 'acc_0123456789abcdefghijkl' },
    ]
    const answers = [await visitor.post(address, { passkey: '{"id":' }), await visitor.post(address)]
    for (const lie of lies) answers.push(await usePasskey(visitor, page, device, lie))

    for (const page of answers) {
      assert.equal(page.status, 401)
      assert.match(page.alert().text, /passkey_invalid/)
      assert.ok(page.field('Password'))
      assert.doesNotMatch(page.body, new RegExp(account.username))
    }
    assert.equal((await visitor.get(address)).headline, 'Log in')
    assert.equal((await usePasskey(visitor, page, device)).headline, 'My modules')
  })

  it('does not count in another login, nor twice', async () => {
    const { device } = await addCarrier()
    const [one, two] = [site.visitor(), site.visitor()]
    const [pageOne, pageTwo] = [await one.get('/login'), await two.get('/login')]
    const answer = device.get(await askForOptions(one, pageOne))
    await askForOptions(two, pageTwo)

    const elsewhere = await two.post(`${pageTwo.url.pathname}/passkey`, { passkey: answer })
    const stolen = await two.post(`${pageOne.url.pathname}/passkey`, { passkey: answer })
    const own = await one.post(`${pageOne.url.pathname}/passkey`, { passkey: answer })
    const again = await site.visitor().post(`${pageOne.url.pathname}/passkey`, { passkey: answer })

    assert.match(elsewhere.text, /passkey_invalid/)
    assert.match(stolen.text, /attempt_invalid/)
    assert.equal(own.headline, 'My modules')
    assert.match(again.text, /attempt_invalid/)
  })

  it('is sent by a page of this origin alone', async () => {
    const { device } = await addCarrier()
    const visitor = site.visitor()
    const page = await visitor.get('/login')
    const passkey = device.get(await askForOptions(visitor, page))

    const refused = await visitor.post(`${page.url.pathname}/passkey`, { passkey }, { 'sec-fetch-site': 'cross-site' })

    assert.equal(refused.status, 403)
    assert.match(refused.text, /request_refused/)
  })

  it('is all that the account needs: who has no app sees no box for a code', async () => {
    const { device, account } = await addCarrier()
    const app = (await listFactors(site.hub, account.id)).find(({ kind }) => kind === 'authenticator')
    const removal = { account: account.id, factor: app?.id ?? '', factorName: 'app', session: 'none' }
    await removeFactor(site.hub, { ...removal, provenAt: site.hub.now() })
    const visitor = site.visitor()
    const page = await visitor.get('/login')

    const code = await visitor.post(page.url.href, { username: account.username, password: PASSWORD })

    assert.equal(code.headline, 'Use your passkey')
    assert.match(code.text, /passkeys need script.*Use a recovery code/)
    assert.deepEqual(code.fields(), [])
    assert.match((await visitor.post(code.url.href, { code: '000000' })).text, /That code is not right/)
    assert.equal((await usePasskey(visitor, code, device)).headline, 'My modules')
  })
})

describe('linking after a passkey alone', () => {
  const linking = JSON.stringify({
    version: 1,
    kind: 'user',
    tenant: { id: 'alder', name: 'Alder Inc' },
    user: { id: 'usr_1', name: 'terry' },
    audit_id: 'aud_x',
  })

  it('names both sides and links nothing before "Continue" (A14)', async () => {
    const { device, account } = await addCarrier()
    const begun = await product.push({ linking, organization: 'alder' })
    const visitor = site.visitor()

    const page = await usePasskey(visitor, await visitor.get(begun.url.href), device)
    for (const text of ['terry', 'Alder Inc', account.name, account.username, 'Continue', 'Use another account']) {
      assert.ok(page.text.includes(text), text)
    }
    const passedBy = await visitor.get(page.url.pathname.replace(/account$/, 'consent'))
    assert.equal(passedBy.url.pathname, page.url.pathname)
    const back = await visitor.post(page.url.pathname)

    assert.equal((await product.redeem(begun, back.url)).claims()?.sub, account.id)
  })

  it('lets another account be used', async () => {
    const [wrong, right] = [await addCarrier(), await addCarrier()]
    const begun = await product.push({ linking, organization: 'alder' })
    const visitor = site.visitor()
    const page = await usePasskey(visitor, await visitor.get(begun.url.href), wrong.device)

    const again = await visitor.post(page.url.pathname.replace(/account$/, 'another-account'))
    const asked = await usePasskey(visitor, again, right.device)
    const back = await visitor.post(asked.url.pathname)

    assert.ok(again.field('Password'))
    assert.equal((await product.redeem(begun, back.url)).claims()?.sub, right.account.id)
  })

  it("asks a master before the page that connects, and not who has typed the account's password", async () => {
    const { device, ...master } = await addCarrier({ role: 'master' })
    const detail = aTenantLinkDetail(psaUs, { id: 'alder', name: 'Alder Inc' })
    const request = { authorization_details: JSON.stringify([detail]) }
    const begun = await product.push(request)
    const visitor = site.visitor()

    const page = await usePasskey(visitor, await visitor.get(begun.url.href), device)
    assert.match(page.text, /Is this your account\?[^]*Alder Inc/)
    assert.ok(page.text.includes(master.account.username))
    const forced = await visitor.post(page.url.pathname.replace(/account$/, 'connect'), { decision: 'link_me' })
    assert.equal(forced.url.pathname, page.url.pathname)
    assert.equal(await findTenantLink(site.hub, detail.link_id as LinkId), null)
    const connect = await visitor.post(page.url.pathname)
    assert.match(connect.text, /Connect and link me/)

    const typed = await goThroughLogin(site, site.visitor(), (await product.push(request)).url, master)
    assert.match(typed.text, /Connect and link me/)
  })
})
