import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestSite } from '../web/testing/start-test-site.ts'
import { nextCode } from './testing/go-through-login.ts'
import { PASSWORD } from '../people/passwords/testing/give-password.ts'
import { openTestClient } from './testing/test-client.ts'

/** What every line of the log has, with `request` where it is about one. */
const SHAPE = ['event', 'level', 'part', 'pid', 'request', 'time', 'version']

describe('the hub’s log of a login and a sign-in', () => {
  it('has a line for each, of the one shape, with the request’s id and no secret (FR12)', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const person = await site.addPerson(alder, 'tech')
    const { account } = person
    await using wiki = await openTestClient(site)
    const browser = site.visitor()
    const asked = await browser.get('/login')
    const code = await nextCode(site, person)
    const password = await browser.post(asked.url.href, { username: account.username, password: PASSWORD })
    await browser.post(password.url.href, { code })

    const tokens = await wiki.getTokens(browser)
    const refused = site.visitor()
    await refused.post((await refused.get('/login')).url.href, { username: account.username, password: 'wrong' })

    const { logged } = site.hub
    const [loggedIn, ...moreLogins] = logged.filter(({ event }) => event === 'logged_in')
    const [signedIn, ...moreSignIns] = logged.filter(({ event }) => event === 'signed_in')
    assert.deepEqual([moreLogins, moreSignIns], [[], []])
    for (const line of [loggedIn, signedIn]) {
      assert.deepEqual(Object.keys(line ?? {}).sort(), [...SHAPE, 'account', 'client'].sort())
      assert.deepEqual([line?.['level'], line?.['account']], [30, account.id])
      const answered = logged.filter(({ event, request }) => event === 'request' && request === line?.['request'])
      assert.equal(answered.length, 1, 'its request has an access line')
    }
    assert.deepEqual([loggedIn?.['client'], signedIn?.['client']], ['hub', wiki.id])
    const text = JSON.stringify(logged)
    const secrets = [PASSWORD, code, tokens.access_token, tokens.id_token ?? '', account.username]
    for (const secret of secrets) assert.ok(secret !== '' && !text.includes(secret), 'a secret is in the log')
  })
})
