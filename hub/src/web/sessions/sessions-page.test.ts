import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { psaUs } from '../../../testing.ts'
import { activateMember, deactivateMember } from '../../connections/rights/change-status.ts'
import { listAccountActs } from '../../records/audit/list-account-acts.ts'
import { MINUTE, SECOND } from '../../clock.ts'
import { goThroughLogin } from '../../oidc/testing/go-through-login.ts'
import { openTestProduct } from '../../oidc/testing/test-product.ts'
import { handleOf, listSessions } from '../../people/sessions/list-sessions.ts'
import { openAlder } from '../testing/open-alder.ts'
import type { Visitor } from '../testing/visitor.ts'

const path = '/profile-settings/sessions'
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

async function openSite() {
  const site = await openAlder()
  const { alder, tech } = site
  const other = await site.addPerson(alder, 'other')
  const here = await site.logIn(tech)
  const [hereUid = ''] = (await listSessions(site.hub, tech.account)).map(({ uid }) => uid)
  site.hub.pass(MINUTE)
  const there = await site.logIn(tech)
  const sessions = await listSessions(site.hub, tech.account)
  const thereUid = sessions.map(({ uid }) => uid).find((uid) => uid !== hereUid) ?? ''
  const acts = async () => (await listAccountActs(site.hub, tech.account.id, '')).acts.map(({ action }) => action)
  return { ...site, tech, other, here, there, hereUid, thereUid, acts }
}

const isIn = async (browser: Visitor) => (await browser.get('/')).headline === 'My modules'
const endOf = (uid: string) => `${path}/${handleOf(uid)}/end`

describe('the sessions page', () => {
  it('lists where the person is logged in, with device, place and products, and marks this one', async () => {
    await using site = await openSite()
    const product = await openTestProduct(site.hub, psaUs)
    await site.there.get((await product.begin()).url.href)
    await site.there.send('/', { headers: { 'user-agent': FIREFOX } })

    const page = await site.here.get(path)

    assert.match(page.text, /Firefox on Windows.*?127\.0\.0\.1.*?PSA US/)
    assert.equal(page.text.match(/This session/g)?.length, 1)
    assert.equal(page.buttons(/^End this/).length, 2)
    assert.doesNotMatch(page.body, new RegExp(`${site.hereUid}|${site.thereUid}`))
  })

  it('knows the browser that logged in to a product and opened no page here; a silent sign-in costs no note', async () => {
    await using site = await openSite()
    const product = await openTestProduct(site.hub, psaUs)
    const elsewhere = site.visitor()

    await goThroughLogin(site, elsewhere, (await product.begin()).url, site.other)

    const [session] = await listSessions(site.hub, site.other.account)
    assert.deepEqual([session?.address, session?.clients.includes(psaUs)], ['127.0.0.1', true])
    await elsewhere.send((await product.begin()).url.href, { headers: { 'user-agent': FIREFOX } })
    assert.equal((await listSessions(site.hub, site.other.account))[0]?.userAgent, session?.userAgent)
  })

  it('ends one session, at its next click, and twice as once', async () => {
    await using site = await openSite()

    const first = await site.here.post(endOf(site.thereUid))
    const second = await site.here.post(endOf(site.thereUid))

    assert.match(first.message().text, /The session is ended/)
    assert.equal(second.status, 200)
    assert.equal(await isIn(site.there), false)
    assert.equal(await isIn(site.here), true)
    assert.equal((await site.acts()).filter((action) => action === 'session.end').length, 1)
  })

  it('says of a session without an active place that it opens nothing, also once the place is back (FE1)', async () => {
    await using site = await openSite()
    const member = site.tech.member.id
    const by = 'operator:test'
    await deactivateMember(site.hub, { member, by })
    await activateMember(site.hub, { member, by })
    assert.deepEqual([await isIn(site.here), await isIn(site.there)], [false, false])
    site.hub.pass(MINUTE)

    const now = await site.logIn(site.tech)
    const { text } = await now.get(path)

    assert.equal(text.match(/Opens nothing/g)?.length, 2)
    assert.match(text, /A session that opens nothing is from before your access to an organization ended\./)
    const [latest = ''] = text.split('Opens nothing')
    assert.match(latest, /This session/)
    const others = await (await site.logIn(site.other)).get(path)
    assert.doesNotMatch(others.text, /Opens nothing/)
  })

  it('logs the person out who ends this one', async () => {
    await using site = await openSite()

    const done = await site.here.post(endOf(site.hereUid))

    assert.equal(done.url.pathname, '/logged-out')
    assert.equal(await isIn(site.here), false)
    assert.equal(await isIn(site.there), true)
  })

  it("ends no one else's session, and none that there is not (T36)", async () => {
    await using site = await openSite()
    const stranger = await site.logIn(site.other)

    for (const session of [handleOf(site.thereUid), site.thereUid, 'x', '%07', "'%20or%201=1"]) {
      const answer = await stranger.post(`${path}/${session}/end`)
      assert.equal(answer.status, 404, session)
      assert.match(answer.message().text, /That session has ended already/)
    }

    assert.equal(await isIn(site.there), true)
  })

  it('ends all others and keeps this one, and lists what is left (T9)', async () => {
    await using site = await openSite()
    site.hub.pass(2 * SECOND)

    const done = await site.here.post(`${path}/end-others`)

    assert.match(done.message().text, /All other sessions are ended/)
    assert.match(done.text, /You are logged in nowhere else/)
    assert.equal(await isIn(site.there), false)
    assert.equal(await isIn(site.here), true)
    assert.ok((await site.acts()).includes('session.end_others'))
  })

  it('ends all of them, this one too, by one button', async () => {
    await using site = await openSite()
    site.hub.pass(2 * SECOND)

    const done = await site.here.post(`${path}/end-all`)

    assert.equal(done.url.pathname, '/logged-out')
    assert.deepEqual([await isIn(site.there), await isIn(site.here)], [false, false])
    assert.ok((await site.acts()).includes('session.end_all'))
  })

  it('takes nothing from another site (T1)', async () => {
    await using site = await openSite()

    const answer = await site.here.post(`${path}/end-others`, {}, { 'sec-fetch-site': 'cross-site' })

    assert.equal(answer.status, 403)
    assert.equal(await isIn(site.there), true)
  })
})
