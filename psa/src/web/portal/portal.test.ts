import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PASSWORD, aCompany } from '../../../testing/a-company.ts'
import { linked } from '../../../testing/linked.ts'
import { type TestPsa, openTestPsa } from '../../../testing/open-test-psa.ts'

async function contactBrowser(psa: TestPsa) {
  const browser = psa.browser()
  const answer = await browser.post('/portal/login', {
    company: 'Alder',
    email: 'Contact@alder.example',
    password: PASSWORD,
  })
  assert.equal(answer.location, '/portal')
  return browser
}

describe('the client portal', () => {
  it('has a login of its own, without a way to the hub (A21)', async () => {
    await using psa = await openTestPsa()

    const page = await psa.browser().get('/portal/login')

    assert.deepEqual(
      page.fields().map(({ name }) => name),
      ['Company', 'Email', 'Password'],
    )
    assert.ok(page.button('Log in'))
    assert.doesNotMatch(page.body, /IT Complete|\/connect\//)
  })

  it('gives one answer for a wrong company, email or password (T29)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const right = { company: 'alder', email: 'contact@alder.example', password: PASSWORD }

    for (const wrong of [
      { company: 'nobody' },
      { email: 'tech@alder.example' },
      { password: 'lanyard-wrong-password' },
    ]) {
      const answer = await psa.browser().post('/portal/login', { ...right, ...wrong })
      assert.equal(answer.status, 401)
      assert.match(answer.text, /The company, email or password is not right\./)
    }
  })

  it('lets a contact open a ticket, see it, and reply', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = await contactBrowser(psa)

    const opened = await browser.post('/portal/tickets', { subject: 'Printer <b>', body: 'Blank pages.' })
    const page = await browser.get(opened.location ?? '')
    await browser.post(`${opened.location?.split('?')[0]}/replies`, { body: 'Still blank.' })

    assert.equal(page.headline, '#1 Printer <b>')
    assert.match((await browser.get(opened.location ?? '')).text, /Still blank\./)
    assert.match((await browser.get('/portal')).text, /Printer <b>/)
  })

  it('keeps contacts out of everything else (A21, T30)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    const browser = await contactBrowser(psa)

    assert.equal((await browser.get('/')).location, '/portal')
    for (const path of ['/tickets', '/my-settings', '/admin', '/admin/employees']) {
      const answer = await browser.get(path)
      assert.equal(answer.status, 403, path)
      assert.match(answer.text, /user_barred/)
    }
    for (const path of ['/my-settings/disable', `/admin/employees/${company.tech.id}/delete`, '/tickets']) {
      assert.equal((await browser.post(path, { password: PASSWORD })).status, 403, path)
    }
    assert.equal((await psa.connect.userState(company.tech.id)).state, 'linked')
  })

  it('refuses contacts at the kit’s endpoints (A21, T30)', async () => {
    await using psa = await openTestPsa()
    await linked(psa, await aCompany(psa))
    const browser = await contactBrowser(psa)

    for (const path of ['/connect/link-user', '/connect/link-tenant', '/connect/cancel-connecting']) {
      const answer = await browser.post(path)
      const notice = URL.parse(answer.location ?? '', psa.config.origin)?.searchParams.get('notice')
      const code = (await psa.connect.findNotice(notice))?.code
      assert.ok(code === 'user_barred' || code === 'not_an_admin', `${path}: ${code}`)
    }
  })

  it('is not for employees', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    assert.equal((await browser.get('/portal')).location, '/portal/login')
  })
})
