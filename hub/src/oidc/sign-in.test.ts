import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as client from 'openid-client'
import { asPerson, psaUs } from '../../testing.ts'
import type { OrganizationId } from '../ids.ts'
import { deactivateMember } from '../connections/rights/change-status.ts'
import { type Person, startTestSite, type TestSite } from '../web/testing/start-test-site.ts'
import { ACR } from './names.ts'
import { addNewcomer, codeOf, goThroughLogin, nextCode } from './testing/go-through-login.ts'
import { PASSWORD } from '../people/passwords/testing/give-password.ts'
import { openTestProduct, type TestProduct } from './testing/test-product.ts'

let site: TestSite
let product: TestProduct
let alder: OrganizationId
let master: Person
let tech: Person

before(async () => {
  site = await startTestSite()
  alder = await site.addOrganization('alder', 'Alder MSP')
  master = await site.addPerson(alder, 'master', 'master')
  tech = await site.addPerson(alder, 'tech')
  product = await openTestProduct(site.hub, psaUs)
})
after(() => site[Symbol.asyncDispose]())

describe('signing in at a product', () => {
  it('takes both factors and says who it is, in which organization, and how sure that is (A7, A25)', async () => {
    const begun = await product.begin()
    const back = await goThroughLogin(site, site.visitor(), begun.url, tech)
    const claims = (await product.redeem(begun, back.url)).claims()

    assert.equal(claims?.sub, tech.account.id)
    assert.equal(claims['acr'], ACR)
    assert.deepEqual(claims['amr'], ['pwd', 'otp', 'mfa'])
    assert.equal(typeof claims['auth_time'], 'number')
    assert.equal(claims['org_id'], 'alder')
    assert.equal(claims['org_name'], 'Alder MSP')
    assert.equal(claims['org_role'], 'member')
    assert.equal(claims['member_epoch'], 1)
    assert.equal('link_id' in claims, false)
  })

  it('names the active link of the organization with the product', async () => {
    await using linked = await startTestSite()
    const dogwood = await linked.addOrganization('dogwood', 'Dogwood Networks')
    const owner = await linked.addPerson(dogwood, 'master', 'master')
    const here = await openTestProduct(linked.hub, psaUs)
    const link = await linked.connect(owner, psaUs, 'dogwood')

    const begun = await here.begin()
    const back = await goThroughLogin(linked, linked.visitor(), begun.url, owner)
    const claims = (await here.redeem(begun, back.url)).claims()
    assert.equal(claims?.['link_id'], link)
  })

  it('asks for both factors where a session has one, however that came about (A7)', async () => {
    const half = await site.addPerson(alder, 'half')
    const visitor = await site.logIn(half)
    const silently = async () => visitor.get((await product.begin({ prompt: 'none' })).url.href)
    assert.equal((await silently()).url.searchParams.has('code'), true)
    const { short } = site.hub
    const own = short.selectFrom('sessions').select('payload').where('account', '=', half.account.id)
    const { payload } = await own.executeTakeFirstOrThrow()
    const oneFactor = JSON.stringify({ ...(JSON.parse(payload) as object), amr: ['pwd'] })
    await short.updateTable('sessions').set({ payload: oneFactor }).where('account', '=', half.account.id).execute()

    assert.equal((await silently()).url.searchParams.get('error'), 'login_required')
  })

  it('asks for nothing while the session lives (A1)', async () => {
    const visitor = await site.logIn(master)
    const begun = await product.begin()
    const back = await visitor.get(begun.url.href)

    assert.equal(back.url.origin, 'http://localhost:5521')
    assert.equal((await product.redeem(begun, back.url)).claims()?.sub, master.account.id)
  })

  it('asks a session for both factors again where max_age=0 or prompt=login says so, and moves auth_time (A9, T16)', async () => {
    const visitor = await site.logIn(master)
    for (const fresh of [{ max_age: '0' }, { prompt: 'login' }]) {
      const began = Math.floor(site.hub.now() / 1000)
      const begun = await product.begin(fresh)
      const asked = await visitor.get(begun.url.href)
      assert.ok(asked.field('Password'))

      const back = await goThroughLogin(site, visitor, begun.url, master)
      const claims = (await product.redeem(begun, back.url)).claims()
      assert.ok(Number(claims?.['auth_time']) >= began)
    }
  })

  it('opens nothing with the password alone (A7)', async () => {
    const visitor = site.visitor()
    const begun = await product.begin()
    const password = await visitor.get(begun.url.href)
    const code = await visitor.post(password.url.href, { username: tech.account.username, password: PASSWORD })
    assert.match(code.text, /Authentication code/)

    const again = await product.begin({ prompt: 'none' })
    const back = await visitor.get(again.url.href)
    assert.equal(back.url.searchParams.get('error'), 'login_required')
    assert.equal((await visitor.get('/')).url.pathname.startsWith('/login/'), true)
  })

  it('gives an unknown username and a wrong password one answer (T29)', async () => {
    const texts = []
    for (const username of [tech.account.username, 'nobody@alder.example']) {
      const visitor = site.visitor()
      const page = await visitor.get((await product.begin()).url.href)
      const answer = await visitor.post(page.url.href, { username, password: 'wrong' })
      assert.equal(answer.status, 401)
      texts.push(withoutVariables(answer.body, page.url.pathname, username))
    }
    assert.equal(texts[0], texts[1])
  })

  it('takes a code from the app once (T33)', async () => {
    const code = await nextCode(site, tech)
    const first = site.visitor()
    const outcomes = []
    for (const visitor of [first, site.visitor()]) {
      const page = await visitor.get((await product.begin()).url.href)
      const second = await visitor.post(page.url.href, { username: tech.account.username, password: PASSWORD })
      outcomes.push(await visitor.post(second.url.href, { code }))
    }
    assert.equal(outcomes[0]?.url.origin, 'http://localhost:5521')
    assert.equal(outcomes[1]?.status, 401)
    assert.match(outcomes[1]?.text ?? '', /That code was used already/)
  })

  it('takes a user without an authenticator app through enrolment, and then on to where they were headed (A7, A6)', async () => {
    const { hub } = site
    const newcomer = await addNewcomer(site, alder, 'newcomer')
    const visitor = site.visitor()
    const begun = await product.begin()
    const page = await visitor.get(begun.url.href)
    const enrol = await visitor.post(page.url.href, { username: newcomer.account.username, password: PASSWORD })
    assert.equal(enrol.headline, 'Set up your authenticator app')
    const secret = enrol.field(/key/i).value

    const wrong = await visitor.post(enrol.url.href, { code: '000000' })
    assert.equal(wrong.status, 401)
    assert.equal(wrong.field(/key/i).value, secret)
    const codes = await visitor.post(enrol.url.href, { code: codeOf(secret, hub.now()) })
    assert.equal(codes.headline, 'Recovery codes')
    const back = await visitor.post(codes.url.href)
    assert.equal((await product.redeem(begun, back.url)).claims()?.sub, newcomer.account.id)
  })

  it('takes a recovery code in place of the app, once', async () => {
    const person = await addNewcomer(site, alder, 'phoneless')
    const visitor = site.visitor()
    const page = await visitor.get((await product.begin()).url.href)
    const enrol = await visitor.post(page.url.href, { username: person.account.username, password: PASSWORD })
    const secret = enrol.field(/key/i).value
    const codes = await visitor.post(enrol.url.href, { code: codeOf(secret, site.hub.now()) })
    const recovery = codes.select('code')[0]?.text ?? ''

    for (const status of [200, 401]) {
      const browser = site.visitor()
      const begun = await product.begin()
      const first = await browser.get(begun.url.href)
      const second = await browser.post(first.url.href, { username: person.account.username, password: PASSWORD })
      const outcome = await browser.post(`${second.url.pathname.replace(/code$/, '')}recovery-code`, { code: recovery })
      if (status === 401) assert.equal(outcome.status, 401)
      else assert.deepEqual((await product.redeem(begun, outcome.url)).claims()?.['amr'], ['pwd', 'mfa'])
    }
  })

  it('answers prompt=none with an error and never with a page', async () => {
    const back = await site.visitor().get((await product.begin({ prompt: 'none' })).url.href)
    assert.equal(back.url.origin, 'http://localhost:5521')
    assert.equal(back.url.searchParams.get('error'), 'login_required')
    assert.equal(back.url.searchParams.get('iss'), site.origin)
  })

  it('says who the person is at userinfo, too', async () => {
    const begun = await product.begin()
    const back = await goThroughLogin(site, site.visitor(), begun.url, tech)
    const tokens = await product.redeem(begun, back.url)
    const person = await client.fetchUserInfo(product.config, tokens.access_token, tech.account.id)
    assert.equal(person['preferred_username'], tech.account.username)
    assert.equal(person['org_id'], 'alder')
  })

  it('leads back to the product from every page, which cancels', async () => {
    const visitor = site.visitor()
    const begun = await product.begin()
    const page = await visitor.get(begun.url.href)
    const back = await visitor.get(page.link(/^Back to/).href)
    assert.equal(back.url.searchParams.get('error'), 'access_denied')
    assert.match(back.url.searchParams.get('error_description') ?? '', /^attempt_cancelled [0-9A-Z]{4}-[0-9A-Z]{4}$/)
  })
})

describe('signing in as an inactive member', () => {
  it('goes back to the product after both factors and not before, with the reason, and opens no session (A22)', async () => {
    const leaver = await site.addPerson(alder, 'leaver')
    await deactivateMember(site.hub, { member: leaver.member.id, by: asPerson(site.hub, master.member.id) })
    const visitor = site.visitor()
    const begun = await product.begin()
    const password = await visitor.get(begun.url.href)
    const code = await visitor.post(password.url.href, { username: leaver.account.username, password: PASSWORD })
    assert.match(code.text, /Authentication code/)
    const back = await visitor.post(code.url.href, { code: await nextCode(site, leaver) })
    assert.equal(back.url.origin, 'http://localhost:5521')
    assert.match(back.url.searchParams.get('error_description') ?? '', /^member_inactive [0-9A-Z]{4}-[0-9A-Z]{4}$/)

    const silent = await visitor.get((await product.begin({ prompt: 'none' })).url.href)
    assert.equal(silent.url.searchParams.get('error'), 'login_required')
  })

  it('ends silent sign-ins and the exchange of codes at once (T27)', async () => {
    const leaver = await site.addPerson(alder, 'leaver-later')
    const begun = await product.begin()
    const visitor = site.visitor()
    const back = await goThroughLogin(site, visitor, begun.url, leaver)
    await deactivateMember(site.hub, { member: leaver.member.id, by: asPerson(site.hub, master.member.id) })

    await assert.rejects(product.redeem(begun, back.url), client.ResponseBodyError)
    const silent = await visitor.get((await product.begin()).url.href)
    assert.match(silent.url.searchParams.get('error_description') ?? '', /^member_inactive /)
  })
})

/** What differs between two pages for a good reason. */
function withoutVariables(text: string, path: string, username: string): string {
  return text
    .replaceAll(path, '')
    .replaceAll(username, '')
    .replace(/[0-9A-Z]{4}-[0-9A-Z]{4}/g, '')
}
