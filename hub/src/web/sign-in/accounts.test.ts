import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { operator, psaUs } from '../../../testing.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { addNewcomer, codeOf, goThroughLogin, nextCode } from '../../oidc/testing/go-through-login.ts'
import { PASSWORD } from '../../people/passwords/testing/give-password.ts'
import { openTestProduct, type TestProduct } from '../../oidc/testing/test-product.ts'
import type { VisitedPage, Visitor } from '../testing/visitor.ts'
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

describe('a login that waits in one tab while another logs in', () => {
  it('goes on with the session that is there, on reload and from either form, with its own target (FS3)', async () => {
    const visitor = site.visitor()
    const [first, second, third] = [
      await visitor.get('/login'),
      await visitor.get('/login?target=/profile-settings'),
      await visitor.get('/login?target=/profile-settings/sessions'),
    ]
    const code = await visitor.press(third, 'Log in', credentialsOf(alderTech))
    await prove(visitor, alderTech, first)
    const before = await liveSessions()

    const typed = await visitor.press(second, 'Log in', { ...credentialsOf(alderTech), Password: 'something else' })
    const used = await visitor.press(code, 'Verify', { 'Authentication code': '000000' })

    assert.equal(typed.url.pathname, '/profile-settings')
    assert.equal(used.url.pathname, '/profile-settings/sessions')
    assert.deepEqual(await liveSessions(), before)
    const waiting = await product.begin()
    const again = site.visitor()
    const asked = await again.get(waiting.url.href)
    await prove(again, alderTech, await again.get('/login'))
    const back = await again.get(asked.url.href)
    assert.equal((await product.redeem(waiting, back.url)).claims()?.sub, alderTech.account.id)
  })

  it('asks which account is meant where another one is typed, and ends the session of the one that is not (FS3)', async () => {
    const visitor = site.visitor()
    const [first, second, third] = [
      await visitor.get('/login'),
      await visitor.get('/login?target=/profile-settings'),
      await visitor.get('/login?target=/profile-settings'),
    ]
    const code = await visitor.press(third, 'Log in', credentialsOf(birchTech))
    await prove(visitor, alderTech, first)

    const asked = await visitor.press(second, 'Log in', credentialsOf(birchTech))
    const askedToo = await visitor.press(code, 'Verify', { 'Authentication code': await nextCode(site, birchTech) })

    for (const page of [asked, askedToo]) assert.ok(page.heading(`You are logged in as ${alderTech.account.username}`))
    const stays = await visitor.press(asked, `Continue as ${alderTech.account.username}`)
    assert.equal(stays.url.pathname, '/profile-settings')
    const other = await visitor.press(askedToo, 'Use another account')
    assert.equal(other.field('Username').value, '')
    const changed = await prove(visitor, birchTech, other)
    assert.equal(changed.url.pathname, '/profile-settings')
    assert.match(changed.text, new RegExp(birchTech.account.username))
  })

  it('shows the recovery codes of an enrolment first (FS3)', async () => {
    const newcomer = await addNewcomer(site, birchTech.member.organization, 'enrolling')
    const visitor = site.visitor()
    const [first, second] = [await visitor.get('/login'), await visitor.get('/login')]
    const enrol = await visitor.press(first, 'Log in', credentialsOf(newcomer))
    const code = codeOf(enrol.field(/key/i).value, site.hub.now())
    const shown = await visitor.post(enrol.url.href, { code })
    await prove(visitor, alderTech, second)

    const codes = await visitor.get(shown.url.href)
    const asked = await visitor.post(codes.url.href)

    assert.ok(codes.heading('Recovery codes'))
    assert.equal(codes.select('code').length, shown.select('code').length)
    assert.ok(asked.heading(`You are logged in as ${alderTech.account.username}`))
  })

  it('is done once it went on with that session, for Back and the form again (FS3, FS4)', async () => {
    const visitor = site.visitor()
    const [first, second] = [await visitor.get('/login'), await visitor.get('/login')]
    await prove(visitor, alderTech, first)
    await visitor.get(second.url.href)

    const back = await visitor.get(second.url.href)

    assert.match(back.message().text, /You have finished this login/)
  })

  it('is asked all the same where a fresh proof is wanted (FS3, T44)', async () => {
    const visitor = site.visitor()
    const byAge = await product.begin({ max_age: '3600' })
    const byPrompt = await product.begin({ prompt: 'login' })
    const asked = [
      await visitor.get(`/login?again=${alderTech.account.username}`),
      await visitor.get(byAge.url.href),
      await visitor.get(byPrompt.url.href),
    ]
    await prove(visitor, alderTech, await visitor.get('/login'))

    for (const page of asked) assert.ok((await visitor.get(page.url.href)).heading('Log in'))
  })
})

describe('the way to another account', () => {
  it('is on every page of a login that knows one, and forgets what was typed (FW3)', async () => {
    const newcomer = await addNewcomer(site, alderTech.member.organization, 'mistyped')
    for (const [person, heading] of [
      [alderTech, 'Enter your code'],
      [newcomer, 'Set up your authenticator app'],
    ] as const) {
      const visitor = site.visitor()
      const step = await visitor.press(
        await visitor.get('/login?target=/profile-settings/sessions'),
        'Log in',
        credentialsOf(person),
      )
      assert.ok(step.heading(heading))
      const recovery = await visitor.get(step.url.pathname.replace(/(code|enrol)$/, 'recovery-code'))
      assert.ok(recovery.button('Use another account'))
      const login = await visitor.press(step, 'Use another account')
      assert.equal(login.field('Username').value, '')
      const page = await prove(visitor, birchTech, login)
      assert.equal(page.url.pathname, '/profile-settings/sessions')
    }
  })

  it('is there where a fresh proof is asked of the wrong person, whose name is not filled in again (FW3)', async () => {
    const visitor = await site.logIn(alderTech)
    const login = await visitor.get(`/login?again=${alderTech.account.username}`)
    const code = await visitor.press(login, 'Log in', credentialsOf(alderTech))

    assert.equal((await visitor.press(code, 'Use another account')).field('Username').value, '')
  })
})

describe('logging in at the hub itself', () => {
  it('says of no error that comes back what it is, as anyone can write that address (FS5)', async () => {
    for (const said of ['member_inactive 7K3M-QX2P', 'constructor', 'no_such_code', '']) {
      const page = await site.visitor().get(`/signed-in?error=access_denied&error_description=${said}`)
      assert.ok(page.alert(/attempt_invalid/), said)
    }
  })

  it('says nothing by that address to a person who is logged in (FS5)', async () => {
    const visitor = await site.logIn(await site.addPerson(alderTech.member.organization, 'anyone'))
    const home = await visitor.get('/')
    assert.equal(home.headline, 'My modules')

    const page = await visitor.get('/signed-in?error=access_denied&error_description=attempt_invalid')

    assert.deepEqual([page.url.pathname, page.text], [home.url.pathname, home.text])
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

function credentialsOf({ account }: Person): Readonly<Record<string, string>> {
  return { Username: account.username, Password: PASSWORD }
}

function liveSessions(): Promise<readonly unknown[]> {
  return site.hub.short.selectFrom('sessions').select('uid').where('ended_at', 'is', null).orderBy('uid').execute()
}

async function prove(visitor: Visitor, person: Person, asked: VisitedPage): Promise<VisitedPage> {
  const code = await visitor.press(asked, 'Log in', credentialsOf(person))
  return visitor.press(code, 'Verify', { 'Authentication code': await nextCode(site, person) })
}
