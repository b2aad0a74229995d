import assert from 'node:assert/strict'
import { fillHashingQueue } from '@lanyard/guard/testing'
import { describe, it } from 'node:test'
import { deactivateEmployee } from '../../employees/deactivate-employee.ts'
import { PASSWORD, aCompany } from '../../../testing/a-company.ts'
import { linked } from '../../../testing/linked.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import type { Answer } from '../../../testing/test-browser.ts'

describe('the login page', () => {
  it('has boxes for company, username and password, and the ways out', async () => {
    await using psa = await openTestPsa()

    const page = await psa.browser().get('/login')

    assert.equal(page.status, 200)
    assert.deepEqual(
      page.fields().map(({ name }) => name),
      ['Company', 'Username', 'Password'],
    )
    assert.ok(page.button('Log in'))
    assert.equal(page.link('Log in with IT Complete').href, '/connect/sign-in')
    assert.equal(page.link('Forgot your password?').href, '/forgot-password')
    assert.equal(page.link('Client portal').href, '/portal/login')
  })

  it('leads to who can help where no mail comes, and names no one before the login (FS9, T29)', async () => {
    await using psa = await openTestPsa()
    const { admin, tech, contact } = await aCompany(psa)
    const browser = psa.browser()

    const ask = await browser.get((await browser.get('/login')).link('Forgot your password?').href)
    const answer = await browser.post('/forgot-password', { company: 'alder', username: 'tech' })
    const asked = await browser.get(answer.location ?? '')
    await browser.post('/portal/forgot-password', { company: 'alder', email: contact.email })
    const portal = await browser.get('/portal/forgot-password')

    assert.match(asked.message().text, /a mail with a link is on its way/)
    for (const page of [ask, asked]) assert.match(page.text, /ask an admin of your company in PSA/)
    assert.match(portal.text, /on its way.*ask the company whose portal this is/)
    for (const page of [ask, asked, portal]) {
      assert.doesNotMatch(
        page.text,
        new RegExp([admin, tech, contact].flatMap(({ name, email }) => [name, email]).join('|')),
      )
    }
  })

  it('lets an employee in with the local password (A2)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()

    const answer = await browser.logIn(' Alder ', 'Tech')

    assert.equal(answer.status, 303)
    assert.equal(answer.location, '/')
    assert.equal((await browser.get('/')).headline, 'Home')
  })

  it('says when to try again while too many passwords wait, and counts no try (FL3)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const filled = fillHashingQueue()

    const answers: Answer[] = []
    for (let tries = 0; tries < 6; tries++) answers.push(await psa.browser().logIn('alder', 'tech', 'wrong'))
    await filled[Symbol.asyncDispose]()

    assert.deepEqual(
      new Set(answers.map(({ status, headers }) => `${status} ${headers.get('retry-after')}`)),
      new Set(['503 5']),
    )
    assert.equal((await psa.browser().logIn('alder', 'tech')).status, 303)
  })

  it('gives one answer for a wrong company, username or password (T29)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const wrong = [
      ['nobody', 'tech', PASSWORD],
      ['alder', 'nobody', PASSWORD],
      ['alder', 'tech', 'lanyard-wrong-password'],
    ] as const

    const answers = await Promise.all(
      wrong.map(([company, username, password]) => psa.browser().logIn(company, username, password)),
    )

    const pages = answers.map((answer, index) => blank(answer, wrong[index]))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [401, 401, 401],
    )
    assert.equal(new Set(pages).size, 1)
    assert.match(answers[0]?.alert().text ?? '', /The company, username or password is not right\. Check all three/)
  })

  it('stops a guesser, and lets the owner in from elsewhere', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const guesser = psa.browser({ source: '192.0.2.66' })
    for (let tries = 0; tries < 10; tries += 1) await guesser.logIn('alder', 'tech', 'lanyard-wrong-password')

    const stopped = await guesser.logIn('alder', 'tech')
    const owner = await psa.browser({ source: '192.0.2.7' }).logIn('alder', 'tech')

    assert.equal(stopped.status, 429)
    assert.match(stopped.text, /too_many_attempts/)
    assert.equal(owner.status, 303)
  })

  it('lets the guessed account in again after a quarter of an hour', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    for (let tries = 0; tries < 10; tries += 1) await browser.logIn('alder', 'tech', 'lanyard-wrong-password')

    psa.wait(901)

    assert.equal((await browser.logIn('alder', 'tech')).status, 303)
  })

  it('tells an inactive employee so, after the right password alone', async () => {
    await using psa = await openTestPsa()
    const { tech } = await aCompany(psa)
    await deactivateEmployee(psa, { employee: tech, by: 'operator' })

    assert.match((await psa.browser().logIn('alder', 'tech')).text, /user_inactive/)
    assert.match((await psa.browser().logIn('alder', 'tech', 'lanyard-wrong-password')).text, /Check all three/)
  })

  it('begins a session under a new id, and ends the one before (T39)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')
    const before = new Map(browser.cookies)
    await browser.logIn('alder', 'admin')

    const thief = psa.browser()
    for (const [name, value] of before) thief.cookies.set(name, value)

    assert.notDeepEqual(browser.cookies, before)
    assert.equal((await thief.get('/')).location, '/login')
  })

  it('leads back to where the person was headed, and nowhere else (T18)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const destinations = [
      ['/tickets?page=2', '/tickets?page=2'],
      ['//evil.example/', '/'],
      ['/\\evil.example/', '/'],
      ['javascript:alert(1)', '/'],
      ['https://evil.example/', '/'],
    ] as const

    for (const [next, expected] of destinations) {
      const fields = { company: 'alder', username: 'tech', password: PASSWORD, next }
      assert.equal((await psa.browser().post('/login', fields)).location, expected)
    }
  })

  it('offers to log out everywhere to no one while the hub cannot say whether it takes that', async () => {
    await using psa = await openTestPsa()

    const company = await aCompany(psa)
    const { logInThroughHub } = await linked(psa, company)
    const browser = await logInThroughHub(company.tech)
    await browser.post('/log-out')

    const page = await browser.get('/login')

    assert.match(page.message().text, /You are logged out of PSA\./)
    assert.doesNotMatch(page.text, /Log out everywhere/)
  })

  it('answers a client that reads JSON with a problem (RFC 9457)', async () => {
    await using psa = await openTestPsa()
    const fields = { company: 'alder', username: 'tech', password: PASSWORD }

    const answer = await psa.browser().post('/login', fields, { accept: 'application/json' })

    assert.equal(answer.status, 401)
    assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    const { code, reference } = JSON.parse(answer.body)
    assert.equal(code, 'credentials_invalid')
    assert.match(reference, /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
  })
})

/** The page without what was typed into it and without the reference, which differ. */
function blank(page: Answer, [company, username]: readonly string[] = []): string {
  assert.deepEqual([page.field('Company').value, page.field('Username').value], [company, username])
  const [reference = ''] = /[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/.exec(page.alert().text) ?? []
  return page.body
    .replaceAll(reference, '')
    .replace(`value="${company}"`, 'value=""')
    .replace(`value="${username}"`, 'value=""')
}
