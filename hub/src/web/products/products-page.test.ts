import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { psaUs } from '../../../testing.ts'
import { reportUserLink } from '../../connections/user-links/report-user-link.ts'
import { openAlder } from '../testing/open-alder.ts'

const path = '/profile-settings/products'

async function openLinked() {
  const site = await openAlder()
  const link = await site.connect(site.master, psaUs, 'Alder')
  const report = (revision: number, state: 'linked' | 'unlinked') =>
    reportUserLink(site.hub, { link, deployment: psaUs, sub: site.tech.account.id, revision, state })
  await report(1, 'linked')
  return { ...site, link, report, browser: await site.logIn(site.tech) }
}

describe('the products page', () => {
  it('says where the account is linked, since when, and where it is not (A15)', async () => {
    await using site = await openLinked()
    const master = await site.logIn(site.master)

    const ofTech = await site.browser.get(path)
    const ofMaster = await master.get(path)

    const psa = ofTech.table(/products/i).row('PSA')
    assert.match(psa.link('PSA').href, /initiate-login/)
    assert.match(psa.text, /Alder company.* US .*Linked/)
    assert.equal(psa.select('time').length, 1)
    assert.ok(psa.link('Unlink'))
    assert.match(ofTech.text, /RMM.*?Not connected/)
    assert.match(ofMaster.text, /PSA.*?Alder company.*?Not linked/)
    assert.deepEqual(ofMaster.links('Unlink'), [])
  })

  it('asks before it unlinks, then waits for the product', async () => {
    await using site = await openLinked()

    const asked = await site.browser.get(`${path}/${site.link}/unlink`)
    const done = await site.browser.post(`${path}/${site.link}/unlink`)
    const again = await site.browser.post(`${path}/${site.link}/unlink`)

    assert.match(asked.dialog().text, /Unlink your account from Alder company in PSA\?[^]*Keep it/)
    assert.match(done.message().text, /PSA is told/)
    assert.match(done.select('[data-live="/profile-settings/products"]')[0]?.text ?? '', /Unlinking…/)
    assert.match(again.message().text, /PSA is told/, 'and takes the request again')
    await site.report(2, 'unlinked')
    const back = await site.browser.get(`${path}/${site.link}/unlink`)
    assert.equal(back.url.pathname, path)
    assert.match(back.text, /Not linked/)
  })

  it('asks for both factors first where they were given too long ago (T44)', async () => {
    await using site = await openLinked()
    site.hub.pass(site.hub.config.lifetimes.fresh)

    const sent = await site.browser.post(`${path}/${site.link}/unlink`)

    assert.equal(sent.headline, 'Log in')
    assert.match((await site.browser.get(path)).table(/products/i).row('PSA').text, / Linked /)
  })

  it('unlinks no one from where they are not linked', async () => {
    await using site = await openLinked()
    const master = await site.logIn(site.master)

    for (const link of [site.link, 'x', '%00', 'lnk_0123456789012345678901']) {
      const answer = await master.post(`${path}/${link}/unlink`)
      assert.equal(answer.status, 404, link)
    }

    assert.match((await site.browser.get(path)).table(/products/i).row('PSA').text, / Linked /)
  })
})
