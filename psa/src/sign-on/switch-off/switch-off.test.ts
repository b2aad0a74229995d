import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PASSWORD, aCompany, anEmployee } from '../../../testing/a-company.ts'
import { linked } from '../../../testing/linked.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import { listMails } from '../../mail/send-mail.ts'

const settings = '/admin/my-company/company-settings/it-complete'
const path = `${settings}/switch-off`

describe('switching off', () => {
  it('asks first, with how many links, sessions and people without a password it touches (A19, P28)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const newcomer = await anEmployee(psa, company.tenant, { username: 'nopass', hasPassword: false })
    const { logInThroughHub } = await linked(psa, company, { people: [company.admin, company.tech, newcomer] })
    await logInThroughHub(company.tech)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const dialog = (await browser.get(path)).dialog()

    assert.match(dialog.text, /3 people’s links end.*1 session closes.*1 person has no usable password/)
    assert.ok(dialog.field('PSA password'))
    assert.ok(dialog.button('Switch off'))
    assert.ok(dialog.button('Cancel'))
  })

  it('wants the admin’s own password, and keeps the error on the page (A19, T44)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const answer = await browser.post(path, { password: 'lanyard-wrong-password' })

    assert.equal(answer.status, 403)
    assert.match(answer.dialog().field('PSA password').description, /not your PSA password/)
    assert.equal((await psa.connect.tenantState(company.tenant.id)).state, 'on')
  })

  it('changes nothing on Cancel', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const answer = await browser.post(path, { password: PASSWORD, answer: 'stay' })

    assert.equal(answer.location, settings)
    assert.equal((await psa.connect.tenantState(company.tenant.id)).state, 'on')
  })

  it('works while the hub is away: sessions through it end, the acting one goes on as a local one (A19)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const newcomer = await anEmployee(psa, company.tenant, { username: 'nopass', hasPassword: false })
    const { logInThroughHub } = await linked(psa, company, { people: [company.admin, company.tech, newcomer] })
    const [admin, tech] = [await logInThroughHub(company.admin), await logInThroughHub(company.tech)]
    const before = new Map(admin.cookies)

    const answer = await admin.post(path, { password: PASSWORD })

    assert.equal(answer.location, settings)
    const page = await admin.get(answer.location ?? '')
    assert.match(page.message().text, /PSA is no longer connected/)
    assert.equal(page.switch().isOn, false)
    assert.match(page.text, /has not been told yet/)
    assert.notDeepEqual(admin.cookies, before)
    assert.equal((await tech.get('/')).location, '/login')
    assert.equal((await psa.browser().logIn('alder', 'tech')).status, 303)
    const mailed = (await listMails(psa)).filter(({ body }) => body.includes('/reset-password/'))
    assert.deepEqual(
      mailed.map(({ to }) => to),
      [newcomer.email],
    )
  })

  it('gives an admin without a password the way to set one first', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const boss = await anEmployee(psa, company.tenant, { username: 'boss', role: 'admin', hasPassword: false })
    const { logInThroughHub } = await linked(psa, company, { people: [boss] })
    const browser = await logInThroughHub(boss)

    const page = await browser.get(path)
    const forced = await browser.post(path, { password: '' })

    assert.match(page.text, /You have no PSA password yet[\s\S]*Mail me a link to set one/)
    assert.equal(forced.status, 409)
    assert.equal((await psa.connect.tenantState(company.tenant.id)).state, 'on')
  })

  it('is for admins alone, also over HTTP', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    assert.equal((await browser.post(path, { password: PASSWORD })).status, 403)
    assert.equal((await psa.connect.tenantState(company.tenant.id)).state, 'on')
  })
})
