import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { operator, psaUs } from '../../testing.ts'
import { HOUR, MINUTE } from '../clock.ts'
import { addMember } from '../people/members/add-member.ts'
import { setSessionLimits } from '../people/organizations/set-session-limits.ts'
import { startTestSite } from '../web/testing/start-test-site.ts'
import type { VisitedPage, Visitor } from '../web/testing/visitor.ts'
import { goThroughLogin, nextCode } from './testing/go-through-login.ts'
import { PASSWORD } from '../people/passwords/testing/give-password.ts'
import { openTestProduct } from './testing/test-product.ts'

/** A person of Alder, which has limits, and of Birch, which has none; they have signed in for Birch. */
async function openTwoOrganizations(
  limits: { readonly total?: number; readonly idle?: number },
  database?: TestDialect,
) {
  const site = await startTestSite({}, database)
  const { hub } = site
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const birch = await site.addOrganization('birch', 'Birch IT')
  const person = await site.addPerson(birch, 'consultant')
  await addMember(hub, { organization: alder, account: person.account, role: 'member', by: operator })
  await setSessionLimits(hub, { organization: alder, total: null, idle: null, ...limits, by: operator })
  const product = await openTestProduct(hub, psaUs)
  const browser = site.visitor()
  await goThroughLogin(site, browser, (await product.begin({ organization: 'birch' })).url, person)
  const enter = async (organization: string, parameters: Readonly<Record<string, string>> = {}): Promise<VisitedPage> =>
    browser.get((await product.begin({ organization, ...parameters })).url.href)
  return { ...site, alder, birch, person, product, browser, enter }
}

type TwoOrganizations = Awaited<ReturnType<typeof openTwoOrganizations>>

async function logInAgain(site: TwoOrganizations, browser: Visitor, page: VisitedPage): Promise<VisitedPage> {
  const { username } = site.person.account
  const code = await browser.press(page, 'Log in', { Username: username, Password: PASSWORD })
  return browser.press(code, 'Verify', { 'Authentication code': await nextCode(site, site.person) })
}

/** A request that read the session before its last login, and ends after it. */
async function putBackLogin({ hub }: TwoOrganizations): Promise<void> {
  const { uid, payload } = await hub.short.selectFrom('sessions').select(['uid', 'payload']).executeTakeFirstOrThrow()
  const session = JSON.parse(payload) as { loginTs: number }
  const earlier = JSON.stringify({ ...session, loginTs: session.loginTs - 60 })
  await hub.short.updateTable('sessions').set({ payload: earlier }).where('uid', '=', uid).execute()
}

async function forgetLogin({ hub }: TwoOrganizations): Promise<void> {
  const rows = hub.short.selectFrom('artifacts').selectAll().where('model', '=', 'Interaction')
  const { id_hash, payload } = await rows.executeTakeFirstOrThrow()
  const begun = JSON.parse(payload) as { prompt: { details: { loggedInAt?: unknown } } }
  delete begun.prompt.details.loggedInAt
  await hub.short
    .updateTable('artifacts')
    .set({ payload: JSON.stringify(begun) })
    .where('id_hash', '=', id_hash)
    .execute()
}

const isSignedIn = ({ url }: VisitedPage): boolean => url.searchParams.has('code')
const asksAgain = ({ url, text }: VisitedPage): boolean =>
  url.pathname.startsWith('/login/') && text.includes('Your session for Alder MSP has expired')

describe('an organization with limits on sessions', () => {
  it('asks for both factors once a session is older than its limit, and other organizations go on (A1)', async () => {
    await using site = await openTwoOrganizations({ total: 2 * HOUR })
    site.hub.pass(HOUR)
    assert.ok(isSignedIn(await site.enter('alder')))
    site.hub.pass(HOUR)

    const asked = await site.enter('alder')
    const silent = await site.enter('alder', { prompt: 'none' })
    const elsewhere = await site.enter('birch')

    assert.ok(asksAgain(asked))
    assert.equal(silent.url.searchParams.get('error'), 'login_required')
    assert.ok(isSignedIn(elsewhere))
    const anew = await site.enter('alder')
    assert.ok(isSignedIn(await logInAgain(site, site.browser, anew)))
    assert.ok(isSignedIn(await site.enter('alder', { prompt: 'none' })))
  })

  it('goes on in a second tab once the first one has logged in again, and asks where a fresh proof is wanted (FS3)', async () => {
    await using site = await openTwoOrganizations({ total: 2 * HOUR })
    site.hub.pass(2 * HOUR)
    const [first, second] = [await site.enter('alder'), await site.enter('alder')]
    const proof = await site.enter('alder', { max_age: '0' })
    assert.ok(asksAgain(await site.browser.get(second.url.href)))

    await logInAgain(site, site.browser, first)

    assert.ok(isSignedIn(await site.browser.get(second.url.href)))
    assert.ok((await site.browser.get(proof.url.href)).heading('Log in'))
  })

  it('asks, and goes round in no circle, where a request of before the last login writes the session back (FS3)', async () => {
    await using site = await openTwoOrganizations({ total: 2 * HOUR })
    await putBackLogin(site)
    site.hub.pass(2 * HOUR)

    const asked = await site.enter('alder')

    assert.ok(asksAgain(asked))
    assert.ok(isSignedIn(await logInAgain(site, site.browser, asked)))
  })

  it('asks where a node of the version before has not said which login did not suffice (FS3)', async () => {
    await using site = await openTwoOrganizations({ total: 2 * HOUR })
    site.hub.pass(2 * HOUR)
    const asked = await site.enter('alder')
    await forgetLogin(site)

    const again = await site.browser.get(asked.url.href)

    assert.equal(again.url.pathname, asked.url.pathname)
    assert.ok(asksAgain(again))
  })

  it('leads no session from a login that failed to the same login again (A1)', async () => {
    await using site = await openTwoOrganizations({ total: HOUR })
    const { browser } = site
    await browser.post('/organization', { organization: 'alder' })
    const served = await browser.get('/signed-in?error=temporarily_unavailable')
    site.hub.pass(HOUR)

    const outlived = await browser.get('/signed-in?error=temporarily_unavailable')

    assert.equal(served.url.pathname, '/')
    assert.equal(outlived.url.pathname, '/signed-in')
    assert.ok(outlived.alert(/attempt_invalid/))
  })

  it("keeps its pages at the hub shut as well, and the person's other organizations open (A1)", async () => {
    await using site = await openTwoOrganizations({ idle: 30 * MINUTE })
    const { browser } = site
    assert.match((await browser.get('/')).text, /Birch IT/)
    site.hub.pass(31 * MINUTE)

    assert.equal((await browser.get('/')).url.pathname, '/')
    const entering = await browser.post('/organization', { organization: 'alder' })
    assert.ok(asksAgain(entering))
    assert.equal(entering.links().filter(({ href }) => href === '/organization').length, 1)
    assert.equal(entering.field('Username').value, 'consultant@birch.example')
    assert.ok(asksAgain(await browser.get('/profile-settings')))
    const back = await browser.post('/organization', { organization: 'birch' })
    assert.equal(back.url.pathname, '/')
    assert.match(back.text, /You work in Birch IT now/)

    const again = await browser.post('/organization', { organization: 'alder' })
    const home = await logInAgain(site, browser, again)
    assert.equal(home.url.pathname, '/')
    assert.match(home.text, /Everything that you use in Alder MSP/)
  })

  it('leads to the organization that is chosen on the way, once the login is new enough (A1)', async () => {
    await using site = await openTwoOrganizations({ total: HOUR })
    site.hub.pass(HOUR)
    const begun = await site.product.begin({ prompt: 'organization' })

    const chooser = await site.browser.get(begun.url.href)
    const asked = await site.browser.post(chooser.url.href, { organization: 'alder' })
    const back = await logInAgain(site, site.browser, asked)

    assert.ok(asksAgain(asked))
    assert.equal((await site.product.redeem(begun, back.url)).claims()?.['org_id'], 'alder')
  })

  it('asks a session that two requests use at once in both of them (A1)', async () => {
    await using site = await openTwoOrganizations({ idle: 30 * MINUTE })
    site.hub.pass(31 * MINUTE)

    const answers = await Promise.all([
      site.enter('birch'),
      site.enter('alder', { prompt: 'none' }),
      site.enter('alder', { prompt: 'none' }),
    ])

    assert.deepEqual(
      answers.map(({ url }) => url.searchParams.get('error')),
      [null, 'login_required', 'login_required'],
    )
  })
})

for (const database of databases) {
  describe(`an organization with a limit on pauses, on ${database.name}`, () => {
    it('asks again after a pause beyond its limit, also where the session was used elsewhere since (A1)', async () => {
      await using site = await openTwoOrganizations({ idle: 30 * MINUTE }, database)
      for (let step = 0; step < 4; step += 1) {
        site.hub.pass(20 * MINUTE)
        assert.ok(isSignedIn(await site.enter(step % 2 === 0 ? 'alder' : 'birch')))
      }
      site.hub.pass(31 * MINUTE)

      assert.ok(isSignedIn(await site.enter('birch')))
      const asked = await site.enter('alder')

      assert.ok(asksAgain(asked))
      assert.ok(isSignedIn(await logInAgain(site, site.browser, asked)))
      site.hub.pass(20 * MINUTE)
      assert.ok(isSignedIn(await site.enter('alder')))
    })

    it('counts pages of the hub as use, to the end of the session (A1)', async () => {
      await using site = await openTwoOrganizations({ idle: 30 * MINUTE }, database)
      for (let step = 0; step < 30; step += 1) {
        site.hub.pass(20 * MINUTE)
        assert.equal((await site.browser.get('/')).url.pathname, '/')
      }

      assert.ok(isSignedIn(await site.enter('alder')))
    })
  })
}
