import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { kyselyStore } from '@lanyard/connect/kysely'
import { PASSWORD, aCompany, anEmployee } from '../../../testing/a-company.ts'
import { linked } from '../../../testing/linked.ts'
import { leaveRefusal, leaveSuccess, noticeOf, openWithNotice } from '../../../testing/notices.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import { resetToken } from '../../../testing/reset-token.ts'
import { listMails } from '../../mail/send-mail.ts'

const path = '/my-settings'
const enable = 'Enable Login with IT Complete'
const disable = 'Disable Log in with IT Complete'

describe('My Settings', () => {
  it('has no action while the tenant is not linked, and its endpoint refuses (A14)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    const page = await browser.get(path)
    const refused = await browser.post('/connect/link-user')

    assert.deepEqual(page.buttons(enable), [])
    assert.match(page.text, /Your company is not connected to IT Complete\. Ask your PSA admin to connect it\./)
    assert.deepEqual(page.links('IT Complete in Company Settings'), [])
    await browser.logIn('alder', 'admin')
    assert.match(
      (await browser.get(path)).link('IT Complete in Company Settings').attribute('href') ?? '',
      /it-complete$/,
    )
    assert.equal((await noticeOf(psa, refused))?.code, 'tenant_not_linked')
  })

  it('tells no success whose link has ended since, also after another login, and none before it (FE1)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    const codes = ['user_linked', 'tenant_and_user_linked', 'tenant_linked'] as const
    const ids = await Promise.all(codes.map((code) => leaveSuccess(psa, code, company.admin)))
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const told = async (page: string) => {
      const pages = []
      for (const id of ids) pages.push(await openWithNotice(psa, browser, page, id))
      return pages.map((page) => page.messages().length > 0)
    }
    const settings = '/admin/my-company/company-settings/it-complete'
    for (const page of ['/', path, settings]) assert.deepEqual(await told(page), [true, true, true], page)
    assert.deepEqual(await told('/login'), [false, false, false])

    await psa.db.transaction().execute((db) => psa.connect.forgetUser(db, company.admin.id))
    await browser.logIn('alder', 'admin')

    for (const page of ['/', path, settings]) assert.deepEqual(await told(page), [false, false, true], page)
    await psa.db.transaction().execute((db) => psa.connect.forgetTenant(db, company.tenant.id))
    assert.deepEqual(await told(settings), [false, false, false])
  })

  it('says that a link rests while the hub does not know the connection', async () => {
    await using psa = await openTestPsa()
    await linked(psa, await aCompany(psa))
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')
    const known = await browser.get(path)

    await psa.db
      .withTables<{ connect_tenant_links: { suspended_at: number } }>()
      .updateTable('connect_tenant_links')
      .set({ suspended_at: 1 })
      .execute()
    const unknown = await browser.get(path)

    assert.doesNotMatch(known.text, /does not know the connection/)
    assert.match(unknown.text, /does not know the connection with your company[^]*Linked to/)
    assert.ok(unknown.button(disable))
  })

  it('offers “Enable Login with IT Complete” once it is (A14)', async () => {
    await using psa = await openTestPsa()
    await linked(psa, await aCompany(psa), { people: [] })
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    const page = await browser.get(path)

    assert.equal(page.submission(enable).address.pathname, '/connect/link-user')
    assert.deepEqual(page.buttons(disable), [])
  })

  it('names the linked account and its organization beside “Disable” (A15)', async () => {
    await using psa = await openTestPsa()
    await linked(psa, await aCompany(psa))
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    const page = await browser.get(path)

    assert.match(page.text, /Linked to tech@organization\.example, Alder Organization/)
    assert.ok(page.button(disable))
    assert.deepEqual(page.buttons(enable), [])
  })

  it('is where a local login leads that began on “not linked yet”, with “Link now” (A24)', async () => {
    await using psa = await openTestPsa()
    await linked(psa, await aCompany(psa), { people: [] })
    const notice = await leaveRefusal(psa, 'user_not_linked', { account: 'tech@organization.example' })
    const browser = psa.browser()

    const login = await openWithNotice(psa, browser, '/login', notice)
    const tech = { Company: 'alder', Username: 'tech' }
    const wrong = await browser.press(login, 'Log in', { ...tech, Password: 'lanyard-wrong-password' })
    const right = await browser.press(wrong, 'Log in', { Password: PASSWORD })
    const page = await browser.get(right.location ?? '')

    assert.match(login.alert().text, /tech@organization\.example is not linked to a user of PSA yet.*user_not_linked/)
    assert.match(page.text, /tech@organization\.example is not linked to your PSA user yet/)
    assert.equal(page.submission('Link now').address.pathname, '/connect/link-user')
  })

  it('changes the password, which ends other sessions and tells the person (T9, T46)', async () => {
    await using psa = await openTestPsa()
    const { tech } = await aCompany(psa)
    const [browser, other] = [psa.browser(), psa.browser()]
    for (const one of [browser, other]) await one.logIn('alder', 'tech')
    const next = 'another-lanyard-password'

    const wrong = await browser.post(`${path}/password`, { current: 'lanyard-wrong-password', next })
    const short = await browser.post(`${path}/password`, { current: PASSWORD, next: 'short' })
    const right = await browser.post(`${path}/password`, { current: PASSWORD, next })

    assert.deepEqual([wrong.status, short.status, right.status], [403, 400, 303])
    assert.equal((await browser.get(path)).status, 200)
    assert.equal((await other.get(path)).location, `/login?next=${encodeURIComponent(path)}`)
    assert.equal((await psa.browser().logIn('alder', 'tech', next)).status, 303)
    assert.ok((await listMails(psa)).some(({ to }) => to === tech.email))
  })
})

describe('disabling', () => {
  it('asks first, wants the own password, and keeps the error on the page (A20)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    const dialog = await browser.get(`${path}/disable`)
    const wrong = await browser.post(`${path}/disable`, { password: 'lanyard-wrong-password' })
    const kept = await browser.post(`${path}/disable`, { password: PASSWORD, answer: 'stay' })

    assert.ok(dialog.dialog().field('PSA password'))
    assert.deepEqual(
      dialog
        .dialog()
        .buttons()
        .map(({ name }) => name),
      ['Disable', 'Keep it'],
    )
    assert.equal(wrong.status, 403)
    assert.match(wrong.dialog().field('PSA password').description, /not your PSA password/)
    assert.equal(kept.location, path)
    assert.equal((await psa.connect.userState(company.tech.id)).state, 'linked')
  })

  it('removes the own link alone; the session goes on as a local one, others end (A20, T9, T46)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const { logInThroughHub } = await linked(psa, company)
    const [browser, other] = [await logInThroughHub(company.tech), await logInThroughHub(company.tech)]

    const local = psa.browser()
    await local.logIn('alder', 'tech')

    const answer = await browser.post(`${path}/disable`, { password: PASSWORD })
    const page = await browser.get(answer.location ?? '')

    assert.match(page.message().text, /IT Complete login is disabled/)
    assert.ok(page.button(enable))
    assert.deepEqual(page.buttons('Apps'), [])
    for (const ended of [other, local]) assert.equal((await ended.get('/')).location, '/login')
    assert.equal((await psa.connect.userState(company.admin.id)).state, 'linked')
    assert.ok(
      (await listMails(psa)).some(({ to, subject }) => to === company.tech.email && /login was changed/.test(subject)),
    )
  })

  it('gives a user without a password the way to set one by mail first (A20, A27)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const employee = await anEmployee(psa, company.tenant, { username: 'nopass', hasPassword: false })
    const { logInThroughHub } = await linked(psa, company, { people: [employee] })
    const browser = await logInThroughHub(employee)

    const page = await browser.get(`${path}/disable`)
    const forced = await browser.post(`${path}/disable`, { password: '' })
    const mailed = await browser.post(`${path}/password-link`)

    assert.match(page.text, /You have no PSA password yet[\s\S]*Mail me a link to set one/)
    assert.equal(forced.status, 409)
    assert.equal((await psa.connect.userState(employee.id)).state, 'linked')
    assert.equal(mailed.location, path)
    assert.match((await browser.get(path)).message().text, /on its way/)
    assert.ok(await resetToken(psa))
  })
})

describe('the app menu', () => {
  it('is there in a session that came through the hub, and in no other (A1)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const { logInThroughHub } = await linked(psa, company)
    const local = psa.browser()
    await local.logIn('alder', 'tech')

    const through = await (await logInThroughHub(company.tech)).get('/')

    assert.equal(through.button('Apps').attribute('popovertarget'), 'apps')
    assert.deepEqual((await local.get('/')).select('[popovertarget="apps"]'), [])
  })

  it('leads to the page that explains, where a module does not open (FW4)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const browser = await (await linked(psa, company)).logInThroughHub(company.tech)
    const { product_session_id: id } = await psa.db
      .selectFrom('sessions')
      .select('product_session_id')
      .executeTakeFirstOrThrow()
    const list = [
      { module: 'psa', name: 'PSA', state: 'ready', url: 'http://localhost/psa' },
      { module: 'rmm', name: 'RMM', state: 'not_connected' },
    ] as const
    await kyselyStore(psa.db).records.sessions.keepApps(id ?? '', list, psa.now())

    const page = await browser.get('/')

    assert.ok(page.links(/^PSA/).some(({ href }) => href === 'http://localhost/psa'))
    assert.equal(page.link(/^RMM Not connected/).href, `${psa.config.issuer}/launch/rmm`)
  })
})
