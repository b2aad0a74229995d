import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import { SECOND } from '../../clock.ts'
import { listFactors } from '../../people/factors/list-factors.ts'
import { replaceRecoveryCodes } from '../../people/factors/replace-recovery-codes.ts'
import { useRecoveryCode } from '../../people/factors/use-recovery-code.ts'
import { codeOf } from '../../oidc/testing/go-through-login.ts'
import { testAuthenticator } from '../../people/passkeys/testing/test-authenticator.ts'
import { openAlder } from '../testing/open-alder.ts'
import type { Person, TestSite } from '../testing/start-test-site.ts'
import type { VisitedPage, Visitor } from '../testing/visitor.ts'

const security = '/profile-settings/security'
const newApp = `${security}/authenticators/new`
const newPasskey = `${security}/passkeys/new`

async function openSecurity() {
  const site = await openAlder()
  const { alder, tech } = site
  return { ...site, alder, tech, browser: await site.logIn(tech) }
}

function keyOn(page: VisitedPage): string {
  return page.field(/key/i).value
}

async function addApp(site: TestSite, browser: Visitor, name: string): Promise<VisitedPage> {
  const key = keyOn(await browser.get(newApp))
  return browser.post(newApp, { code: codeOf(key, site.hub.now()), name })
}

function codesOn(page: VisitedPage): string[] {
  return page.select('code').map(({ text }) => text)
}

function warningOn(page: VisitedPage) {
  return page.select('.notice-warning')[0]
}

async function factorsOf({ hub }: TestSite, { account }: Person) {
  return listFactors(hub, account.id)
}

describe('Security', () => {
  it("lists a person's apps and passkeys, their recovery codes, and leads to the password", async () => {
    await using site = await openSecurity()

    const page = await site.browser.get(security)

    assert.equal(page.status, 200)
    assert.ok(page.select('[aria-current="page"]').some(({ text }) => text === 'Security'))
    assert.match(page.text, /Authenticator app.*Rename.*Remove.*Add an authenticator app.*Add a passkey/)
    assert.match(page.text, /You have no recovery codes.*Make new recovery codes.*Change password/)
    assert.match(page.link('Change password').href, /\/security\/password$/)
  })

  it('adds an app with its first code, shows the ten new recovery codes, and keeps them nowhere (T37)', async () => {
    await using site = await openSecurity()
    const { browser, tech } = site

    await browser.get(newApp)
    const wrong = await browser.post(newApp, { code: '000000', name: 'Van <b>' })
    const codes = await addApp(site, browser, 'Van <b>')
    const reloaded = await browser.get(codes.url.href)
    const elsewhere = await (await site.logIn(tech)).get(codes.url.href)
    const table = await browser.get(security)
    const gone = await browser.get(codes.url.href)

    assert.equal(wrong.status, 401)
    assert.match(wrong.alert().text, /That code is not right/)
    assert.equal(wrong.field(/name/i).value, 'Van <b>')
    assert.equal(codes.headline, 'Recovery codes')
    assert.match(codes.message().text, /The authenticator app is added\./)
    assert.equal(codesOn(codes).length, 10)
    assert.deepEqual(codesOn(reloaded), codesOn(codes))
    assert.match(table.text, /Van <b>.*10 recovery codes are left/)
    for (const page of [elsewhere, gone]) assert.equal(page.url.pathname, security)
    const { account } = tech
    assert.deepEqual(await useRecoveryCode(site.hub, { account, code: codesOn(codes)[9] ?? '', source: 'x' }), {
      left: 9,
    })
  })

  it('shows the key of an app to one session alone', async () => {
    await using site = await openSecurity()
    const other = await site.logIn(site.tech)

    const [own, again, others] = [
      await site.browser.get(newApp),
      await site.browser.get(newApp),
      await other.get(newApp),
    ]

    assert.equal(keyOn(own), keyOn(again))
    assert.notEqual(keyOn(own), keyOn(others))
  })

  it('adds a passkey with a name, and says why it does not', async () => {
    await using site = await openSecurity()
    const { browser, tech } = site
    const options = async () => {
      const { body } = await browser.send(newPasskey, { headers: { accept: 'application/json' } })
      return JSON.parse(body) as PublicKeyCredentialCreationOptionsJSON
    }
    const device = testAuthenticator({ origin: site.origin })

    const page = await browser.get(newPasskey)
    const foreign = await browser.post(newPasskey, {
      passkey: device.create(await options(), { origin: 'http://localhost:1' }),
      name: 'Laptop',
    })
    const nothing = await browser.post(newPasskey, { name: 'Laptop' })
    const added = await browser.post(newPasskey, { passkey: device.create(await options()), name: 'Laptop' })
    const taken = await browser.post(newPasskey, { passkey: device.create(await options()), name: '' })

    assert.match(page.text, /Passkeys need script/)
    assert.equal(page.select('main form[hidden]').length, 1)
    for (const refused of [foreign, nothing]) {
      assert.equal(refused.status, 401)
      assert.match(refused.alert().text, /passkey_invalid/)
      assert.equal(refused.select('form[hidden] input[name="name"]')[0]?.attribute('value'), 'Laptop')
    }
    assert.match(added.text, /The passkey is added\./)
    assert.equal(codesOn(added).length, 10)
    assert.match(taken.text, /passkey_taken/)
    assert.deepEqual(
      (await factorsOf(site, tech)).map(({ kind, name }) => [kind, name]),
      [
        ['authenticator', null],
        ['passkey', 'Laptop'],
      ],
    )
  })

  it('removes one after a question, ends the other sessions, and never removes the last (T9)', async () => {
    await using site = await openSecurity()
    const { browser, tech } = site
    const other = await site.logIn(tech)
    await addApp(site, browser, 'Van')
    site.hub.pass(2 * SECOND)
    const [phone] = await factorsOf(site, tech)
    const removal = `${security}/factors/${phone?.id}/remove`

    const question = await browser.get(removal)
    const removed = await browser.post(removal)
    const [left] = await factorsOf(site, tech)
    const last = `${security}/factors/${left?.id}/remove`
    const [asked, forced] = [await browser.get(last), await browser.post(last)]

    assert.match(question.dialog().text, /Remove “Authenticator app”\?/)
    assert.match(removed.text, /“Authenticator app” is removed\./)
    assert.equal(codesOn(removed).length, 10)
    assert.equal(left?.name, 'Van')
    for (const refused of [asked, forced]) {
      assert.equal(refused.status, 409)
      assert.match(refused.alert().text, /last_factor/)
    }
    assert.equal((await other.get('/')).headline, 'Log in')
    assert.equal((await browser.get('/')).headline, 'My modules')
  })

  it('renames one, and keeps what was typed where it is no name', async () => {
    await using site = await openSecurity()
    const [phone] = await factorsOf(site, site.tech)
    const address = `${security}/factors/${phone?.id}/rename`

    const tooLong = await site.browser.post(address, { name: 'x'.repeat(101) })
    const renamed = await site.browser.post(address, { name: 'My phone' })
    const unnamed = await site.browser.post(address, { name: ' ' })

    assert.equal(tooLong.status, 400)
    assert.ok(tooLong.alert(/That name is empty or too long/))
    assert.equal(tooLong.field(/name/i).value, 'x'.repeat(101))
    assert.match(renamed.message().text, /The name is saved/)
    assert.match(renamed.text, /My phone/)
    assert.doesNotMatch(unnamed.text, /My phone/)
  })

  it("has no way to anyone else's", async () => {
    await using site = await openSecurity()
    const other = await site.addPerson(site.alder, 'other')
    const [theirs] = await factorsOf(site, other)

    for (const factor of [theirs?.id ?? '', 'nothing', '%07']) {
      for (const change of ['rename', 'remove']) {
        const answer = await site.browser.post(`${security}/factors/${factor}/${change}`, { name: 'Mine' })
        assert.equal(answer.status, 404)
        assert.match(answer.message().text, /There is no such/)
      }
    }
    assert.deepEqual(
      (await factorsOf(site, other)).map(({ name }) => name),
      [null],
    )
  })

  it('may be looked at any time, and changed only by who gave both factors just now (T36, T44)', async () => {
    await using site = await openSecurity()
    const { browser, tech } = site
    await addApp(site, browser, 'Van')
    const [phone] = await factorsOf(site, tech)
    site.hub.pass(site.hub.config.lifetimes.fresh)

    assert.equal((await browser.get(security)).url.pathname, security)
    const changes = [
      newApp,
      newPasskey,
      ...['rename', 'remove'].map((change) => `${security}/factors/${phone?.id}/${change}`),
    ]
    for (const address of changes) {
      for (const answer of [await browser.get(address), await browser.post(address, { name: 'Mine' })]) {
        assert.equal(answer.headline, 'Log in', address)
        assert.equal(answer.field('Username').value, tech.account.username)
      }
    }
    assert.equal((await browser.post(`${security}/recovery-codes`)).headline, 'Log in')
    const options = await browser.send(newPasskey, { headers: { accept: 'application/json' } })
    assert.doesNotMatch(options.body, /challenge/)

    assert.deepEqual(
      (await factorsOf(site, tech)).map(({ name }) => name),
      [null, 'Van'],
    )
  })

  it('makes new recovery codes, and says so at three before they are gone (P12)', async () => {
    await using site = await openSecurity()
    const { browser, hub } = site
    const { account } = site.tech

    const made = await browser.post(`${security}/recovery-codes`)
    const enough = await browser.get('/')
    const [kept = '', ...codes] = codesOn(made)
    for (const code of codes.slice(0, 7)) await useRecoveryCode(hub, { account, code, source: 'x' })
    const [launcher, page] = [await browser.get('/'), await browser.get(security)]
    await replaceRecoveryCodes(hub, { account: account.id, provenAt: hub.now(), session: 'session' })

    assert.equal(made.headline, 'Recovery codes')
    assert.match(made.text, /Your former recovery codes no longer work\./)
    assert.doesNotMatch(enough.text, /recovery codes? (is|are) left/)
    assert.match(warningOn(launcher)?.text ?? '', /Only 3 recovery codes are left\./)
    assert.equal(warningOn(launcher)?.link().href, security)
    assert.match(warningOn(page)?.text ?? '', /3 recovery codes are left/)
    await assert.rejects(useRecoveryCode(hub, { account, code: kept, source: 'x' }))
  })
})
