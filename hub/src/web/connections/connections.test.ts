import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { psaUs } from '../../../testing.ts'
import { MINUTE } from '../../clock.ts'
import { findTenantLink } from '../../connections/tenant-links/find-links.ts'
import { reportUserLink } from '../../connections/user-links/report-user-link.ts'
import { openAlder } from '../testing/open-alder.ts'

async function openConnected() {
  const site = await openAlder()
  const link = await site.connect(site.master, psaUs, 'Alder')
  await reportUserLink(site.hub, { link, deployment: psaUs, sub: site.tech.account.id, revision: 1, state: 'linked' })
  return { ...site, link }
}

const path = '/admin-settings/connections'

describe('the connections page', () => {
  it('lists what the organization is connected to, and how many people use it', async () => {
    await using site = await openConnected()
    const browser = await site.logIn(site.master)

    const page = await browser.get(path)

    const row = page.table().row('PSA')
    assert.match(row.text, /Alder company.* US .* 1 /)
    assert.ok(row.link('Disconnect'))
  })

  it('asks before it disconnects, and says what ends (A19)', async () => {
    await using site = await openConnected()
    const browser = await site.logIn(site.master)

    const page = await browser.get(`${path}/${site.link}/disconnect`)

    assert.match(page.dialog().text, /Disconnect Alder company in PSA\?.*1 person is linked/)
    assert.equal((await findTenantLink(site.hub, site.link))?.state, 'active')
  })

  it('disconnects, also while the product is down (A12)', async () => {
    await using site = await openConnected()
    const browser = await site.logIn(site.master)

    const done = await browser.post(`${path}/${site.link}/disconnect`)
    const again = await browser.post(`${path}/${site.link}/disconnect`)
    const back = await browser.get(`${path}/${site.link}/disconnect`)

    assert.equal(done.firstStatus, 303)
    assert.match(done.message().text, /Alder company in PSA is disconnected/)
    assert.match(done.text, /Nothing is connected yet/)
    assert.equal(again.status, 404)
    assert.equal(back.url.pathname, path)
    assert.equal((await findTenantLink(site.hub, site.link))?.state, 'ended')
  })

  it('asks for both factors again before it cuts a link, when they were given long ago (FG2)', async () => {
    await using site = await openConnected()
    const browser = await site.logIn(site.master)
    site.hub.pass(11 * MINUTE)

    const asked = await browser.get(`${path}/${site.link}/disconnect`)
    const pressed = await browser.post(`${path}/${site.link}/disconnect`)

    assert.deepEqual(
      [asked, pressed].map(({ url }) => url.pathname.split('/')[1]),
      ['login', 'login'],
    )
    assert.equal((await findTenantLink(site.hub, site.link))?.state, 'active')
  })

  it("opens to masters alone, and no other organization's link (T4)", async () => {
    await using site = await openConnected()
    const birch = await site.addOrganization('birch', 'Birch IT')
    const stranger = await site.logIn(await site.addPerson(birch, 'master', 'master'))
    const tech = await site.logIn(site.tech)

    const foreign = await stranger.post(`${path}/${site.link}/disconnect`)
    const seen = await stranger.get(`${path}/${site.link}/disconnect`)
    const member = await tech.post(`${path}/${site.link}/disconnect`)

    assert.deepEqual([foreign.status, member.status], [404, 403])
    assert.equal(seen.url.pathname, path)
    assert.doesNotMatch(seen.body, /Alder/)
    assert.equal((await findTenantLink(site.hub, site.link))?.state, 'active')
  })
})
