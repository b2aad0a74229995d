import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { psaUk, psaUs } from '../../testing.ts'
import type { LinkId } from '../ids.ts'
import { endCeremonySessions } from '../connections/tenant-links/ceremony-sessions.ts'
import { findTenantLink } from '../connections/tenant-links/find-links.ts'
import { lapseTenantLinks } from '../connections/tenant-links/lapse-tenant-links.ts'
import { wordMail } from '../messages/en/mails.ts'
import { listNotices } from '../records/notices/list-notices.ts'
import { openAlder } from '../web/testing/open-alder.ts'
import { type Person, startTestSite } from '../web/testing/start-test-site.ts'
import type { VisitedPage, Visitor } from '../web/testing/visitor.ts'
import { endSession } from './end-session.ts'
import { goThroughLogin, nextCode } from './testing/go-through-login.ts'
import { PASSWORD } from '../people/passwords/testing/give-password.ts'
import { REFERENCE, referenceOn } from './testing/reference-on.ts'
import { aTenantLinkDetail, confirmLink, openTestProduct, type TestProduct } from './testing/test-product.ts'

const site = await openAlder()
const { master, tech } = site
const us = await openTestProduct(site.hub, psaUs)
const uk = await openTestProduct(site.hub, psaUk)
after(() => site[Symbol.asyncDispose]())

/** A product begins to link a tenant, and a person logs in for it. */
async function openConfirmation(
  product: TestProduct,
  tenant: string,
  person: Person,
  visitor: Visitor = site.visitor(),
  name = `${tenant} company`,
) {
  const deployment = product === us ? psaUs : psaUk
  const detail = aTenantLinkDetail(deployment, { id: tenant, name })
  const begun = await product.push({ authorization_details: JSON.stringify([detail]) })
  const page = await goThroughLogin(site, visitor, begun.url, person)
  return { detail, begun, page, visitor, link: detail.link_id as LinkId }
}

describe('linking a tenant', () => {
  it('names both sides, and links the master by the same act: from the code to the confirm (A9, A13)', async () => {
    await using own = await startTestSite()
    const organization = await own.addOrganization('dogwood', 'Dogwood Networks')
    const owner = await own.addPerson(organization, 'master', 'master')
    const product = await openTestProduct(own.hub, psaUs)
    const detail = aTenantLinkDetail(psaUs, { id: 'dogwood', name: 'Dogwood Inc' })
    const begun = await product.push({ authorization_details: JSON.stringify([detail]) })
    const visitor = own.visitor()
    const page = await goThroughLogin(own, visitor, begun.url, owner)
    for (const text of [
      'Dogwood Inc',
      'Dogwood Networks',
      owner.account.username,
      'Connect and link me',
      'Connect only',
      'Cancel',
    ]) {
      assert.ok(page.text.includes(text), text)
    }
    assert.match(page.text, /becomes US/)

    const back = await visitor.post(page.url.href, { decision: 'link_me' })
    const tokens = await product.redeem(begun, back.url)
    const claims = tokens.claims()
    assert.equal(claims?.['link_user'], true)
    assert.equal(claims['org_id'], 'dogwood')
    assert.equal('link_id' in claims, false)
    assert.equal((await findTenantLink(own.hub, detail.link_id as LinkId))?.state, 'approved')

    const withUsersToken = await fetch(`${own.origin}/api/tenant-links/${detail.link_id}`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    assert.equal(withUsersToken.status, 401)

    const answer = await confirmLink(product, detail.link_id)
    assert.equal(answer.status, 200)
    assert.equal(((await answer.json()) as { state: string }).state, 'active')

    const silent = await product.begin()
    const signedIn = await visitor.get(silent.url.href)
    assert.equal((await product.redeem(silent, signedIn.url)).claims()?.['link_id'], detail.link_id)
  })

  it('asks for fresh factors, whatever session exists (A9, T16)', async () => {
    const visitor = await site.logIn(master)
    const detail = aTenantLinkDetail(psaUs, { id: 't', name: 'T' })
    const begun = await us.push({ authorization_details: JSON.stringify([detail]) })
    assert.ok((await visitor.get(begun.url.href)).field('Password'))
  })

  it('takes a request for a new login as a request for fresh factors (A9, T16)', async () => {
    const visitor = await site.logIn(master)
    const detail = aTenantLinkDetail(psaUs, { id: 't', name: 'T' })
    const asksLogin = { max_age: '3600', prompt: 'login' }
    const begun = await us.push({ authorization_details: JSON.stringify([detail]), ...asksLogin })

    assert.ok((await visitor.get(begun.url.href)).field('Password'))
  })

  it('leaves no session behind "Connect only" whose approval lapsed (A13)', async () => {
    const { visitor, page, link } = await openConfirmation(us, 'lapsing', master)
    await visitor.post(page.url.href, { decision: 'only' })
    const silently = async () => visitor.get((await us.begin({ prompt: 'none' })).url.href)
    assert.equal((await silently()).url.searchParams.has('code'), true)

    site.hub.pass(site.hub.config.lifetimes.approval)
    await lapseTenantLinks(site.hub)
    await endCeremonySessions(site.hub, (uid) => endSession(site.hub, site.provider, uid))
    assert.equal((await findTenantLink(site.hub, link))?.state, 'ended')
    assert.equal((await silently()).url.searchParams.get('error'), 'login_required')
  })

  it('keeps the session that was there before "Connect only" (A13)', async () => {
    const visitor = await site.logIn(master)
    const { page, link } = await openConfirmation(us, 'with-session', master, visitor)
    await visitor.post(page.url.href, { decision: 'only' })
    assert.equal((await confirmLink(us, link)).status, 200)
    const silent = await visitor.get((await us.begin({ prompt: 'none' })).url.href)
    assert.equal(silent.url.searchParams.has('code'), true)
    await us.callApi('DELETE', `/tenant-links/${link}`)
  })

  const leaveNoSession = async (
    tenant: string,
    press: (visitor: Visitor, page: URL) => Promise<VisitedPage>,
  ): Promise<void> => {
    const { begun, visitor, page, link } = await openConfirmation(us, tenant, master)
    const back = await press(visitor, page.url)
    assert.equal('link_user' in ((await us.redeem(begun, back.url)).claims() ?? {}), false)
    await confirmLink(us, link)
    const silent = await visitor.get((await us.begin({ prompt: 'none' })).url.href)
    assert.equal(silent.url.searchParams.get('error'), 'login_required')
    await us.callApi('DELETE', `/tenant-links/${link}`)
  }
  const decide = (decision: 'only' | 'link_me') => ({
    method: 'POST',
    body: new URLSearchParams({ decision }),
    headers: { 'sec-fetch-site': 'same-origin' },
  })

  it('leaves no session behind "Connect only" once the product has confirmed (A13)', () =>
    leaveNoSession('confirmed', (visitor, page) => visitor.post(page.href, { decision: 'only' })))

  for (const first of ['only', 'link_me'] as const) {
    it(`leaves no session behind "Connect only" where the answer to "${first}" was lost before (A13)`, () =>
      leaveNoSession(`lost-${first}`, async (visitor, page) => {
        const lost = await visitor.begin(page.href, decide(first))
        assert.match(lost.headers.get('location') ?? '', /\/oidc\/auth\//)
        const again = await goThroughLogin(site, visitor, page, master)
        return visitor.post(again.url.href, { decision: 'only' })
      }))
  }

  it('opens no session by "Connect only" whose link its product ended before the browser was back (A13)', async () => {
    const { visitor, page, link } = await openConfirmation(us, 'ended-on-the-way', master)
    const answer = await visitor.begin(page.url.href, decide('only'))
    await us.callApi('DELETE', `/tenant-links/${link}`)

    await visitor.get(new URL(answer.headers.get('location') ?? '', page.url).href)

    const silent = await visitor.get((await us.begin({ prompt: 'none' })).url.href)
    assert.equal(silent.url.searchParams.get('error'), 'login_required')
  })

  it('keeps the session of "Connect and link me" where the answer to "Connect only" was lost before (A13)', async () => {
    const { begun, visitor, page, link } = await openConfirmation(us, 'lost-then-me', master)
    await visitor.begin(page.url.href, decide('only'))
    const again = await goThroughLogin(site, visitor, page.url, master)
    const back = await visitor.post(again.url.href, { decision: 'link_me' })
    assert.equal((await us.redeem(begun, back.url)).claims()?.['link_user'], true)
    await confirmLink(us, link)
    await endCeremonySessions(site.hub, (uid) => endSession(site.hub, site.provider, uid))
    const silent = await visitor.get((await us.begin({ prompt: 'none' })).url.href)
    assert.equal(silent.url.searchParams.has('code'), true)
    await us.callApi('DELETE', `/tenant-links/${link}`)
  })

  it('changes nothing on "Cancel"', async () => {
    const { visitor, page, link } = await openConfirmation(us, 'cancelled', master)
    const neither = await visitor.post(page.url.href, { decision: 'both' })
    assert.ok(neither.alert(/form_invalid/))
    assert.equal(await findTenantLink(site.hub, link), null)
    const back = await visitor.post(page.url.href, { decision: 'cancel' })
    assert.match(back.url.searchParams.get('error_description') ?? '', new RegExp(`^attempt_cancelled ${REFERENCE}$`))
    assert.equal(await findTenantLink(site.hub, link), null)
  })

  it('refuses a member who is no master, where nothing can be pressed but the ways back; the product hears the same (A4)', async () => {
    const { visitor, page, link } = await openConfirmation(us, 'by-tech', tech)
    assert.equal(page.status, 403)
    page.alert()
    assert.match(page.text, /not_a_master/)
    assert.doesNotMatch(page.text, /Connect only|Connect and link me/)
    assert.match(page.text, /Use another account/)
    const forced = await visitor.post(page.url.href, { decision: 'link_me' })
    assert.match(forced.text, /not_a_master/)
    assert.equal(await findTenantLink(site.hub, link), null)

    const reference = referenceOn(page)
    const back = await visitor.get(page.link(/^Back to/).href)
    assert.equal(back.url.searchParams.get('error'), 'access_denied')
    assert.equal(back.url.searchParams.get('error_description'), `not_a_master ${reference}`)
  })

  it('refuses an organization that is mapped elsewhere, in whichever region, and leads to where it ends (A12, FW7)', async () => {
    await using own = await startTestSite()
    const organization = await own.addOrganization('dogwood', 'Dogwood Networks')
    const owner = await own.addPerson(organization, 'master', 'master')
    await own.connect(owner, psaUk, 'dogwood-uk')
    const product = await openTestProduct(own.hub, psaUs)
    const detail = aTenantLinkDetail(psaUs, { id: 'dogwood', name: 'Dogwood Inc' })
    const begun = await product.push({ authorization_details: JSON.stringify([detail]) })
    const refused = own.visitor()
    const page = await goThroughLogin(own, refused, begun.url, owner)
    assert.equal(page.status, 409)
    assert.equal(page.link('Open PSA').href, 'http://localhost:5522')
    const login = await refused.get(page.link('Connections of your organization').href)
    const connections = await goThroughLogin(own, refused, login.url, owner)
    assert.equal(connections.url.pathname, '/admin-settings/connections')
    assert.match(page.text, /organization_already_linked/)
    assert.doesNotMatch(page.text, /Connect only|Connect and link me/)

    const silent = await product.begin()
    const signedIn = await refused.get(silent.url.href)
    const claims = (await product.redeem(silent, signedIn.url)).claims()
    assert.deepEqual(claims?.['linked_elsewhere'], { deployment: 'psa-uk', url: 'http://localhost:5522' })
  })

  it('shows to the slower of two masters who had the organization first (A12, T5)', async () => {
    const first = await openConfirmation(us, 'race-us', master)
    const second = await openConfirmation(uk, 'race-uk', master)
    const won = await first.visitor.post(first.page.url.href, { decision: 'link_me' })
    assert.equal(won.url.searchParams.has('code'), true)
    const lost = await second.visitor.post(second.page.url.href, { decision: 'link_me' })
    assert.equal(lost.status, 409)
    assert.match(lost.text, /organization_already_linked/)
    await us.callApi('DELETE', `/tenant-links/${first.link}`)
  })

  it('keeps the name of a company as it came, and shows one that can be seen (FT2)', async () => {
    const { visitor, page, link } = await openConfirmation(us, 'unseen', master, site.visitor(), '\u200b')
    await visitor.post(page.url.href, { decision: 'link_me' })
    await confirmLink(us, link)

    const kept = await findTenantLink(site.hub, link)
    const { page: held } = await openConfirmation(uk, 'seen', master)
    const told = (await listNotices(site.hub)).find(({ kind }) => kind === 'tenant_linked')

    assert.ok(kept?.state === 'active')
    assert.deepEqual(kept.tenant, { id: 'unseen', name: '\u200b' })
    assert.match(page.text, /Unnamed \(unseen\)/)
    assert.match(held.text, /organization_already_linked/)
    assert.match(held.text, /Unnamed \(unseen\)/)
    assert.ok(told)
    assert.match(wordMail(told, 'Hub').text, /the company “Unnamed \(unseen\)” in/)
    for (const path of ['/admin-settings/connections', '/admin-settings/audit', '/profile-settings/products'])
      assert.match((await visitor.get(path)).text, /Unnamed \(unseen\)/, path)
    await us.callApi('DELETE', `/tenant-links/${link}`)
  })

  it('lets another person log in instead, after a refusal', async () => {
    const { visitor, page, begun } = await openConfirmation(us, 'by-another', tech)
    const again = await visitor.press(page, 'Use another account')
    assert.ok(again.field('Password'))
    const code = await visitor.post(again.url.href, { username: master.account.username, password: PASSWORD })
    const confirmation = await visitor.post(code.url.href, { code: await nextCode(site, master) })
    const back = await visitor.post(confirmation.url.href, { decision: 'cancel' })
    assert.equal(back.url.origin, begun.url.origin === site.origin ? 'http://localhost:5521' : '')
  })

  it('shows a name in another script by itself, so that it moves nothing around it (FQ7)', async () => {
    const { page } = await openConfirmation(us, 'שלום', master)
    const isolated = page.select('bdi').map(({ text }) => text)
    assert.match(page.text, /People at שלום company may link/)
    assert.equal(isolated.filter((text) => text === 'שלום company').length, page.text.split('שלום company').length - 1)
  })

  it('is refused where a session would do (A9)', async () => {
    const detail = aTenantLinkDetail(psaUs, { id: 't', name: 'T' })
    await assert.rejects(us.push({ authorization_details: JSON.stringify([detail]), max_age: '3600' }))
  })
})
