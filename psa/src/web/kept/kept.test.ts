import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FORM_LIFETIME } from '@lanyard/forms'
import { anEmployee, PASSWORD } from '../../../testing/a-company.ts'
import type { Answer, TestBrowser } from '../../../testing/test-browser.ts'
import { findEmployee } from '../../employees/find-employee.ts'
import { listEmployees } from '../../employees/list-employees.ts'
import { listReplies } from '../../tickets/find-ticket.ts'
import { listTickets, usualOrder } from '../../tickets/list-tickets.ts'
import { routes } from '../routes.ts'
import { type KeptWorld, openKeptWorld } from './testing/open-kept-world.ts'

const HOURS = 3600

/** Follows a login, or a proof, from the page that asked to where it leads. */
async function enter(browser: TestBrowser, asked: Answer, fields: Record<string, string>): Promise<Answer> {
  const login = await browser.get(asked.location ?? '')
  const done = await browser.press(login, login.buttons('Log in').length > 0 ? 'Log in' : 'Continue', fields)
  return browser.get(done.location ?? '')
}

const admin = { Company: 'alder', Username: 'admin', Password: PASSWORD }

describe('a form that came too late (FS1, FS2)', () => {
  it('is a reply that the contact finds again after the login, and sends with one press', async () => {
    await using psa = await openKeptWorld()
    const { contact } = psa.company
    const browser = psa.browser()
    const who = { Company: 'alder', Email: contact.email, Password: PASSWORD }
    await browser.post(routes.portalLogin, { company: 'alder', email: contact.email, password: PASSWORD })
    psa.wait(13 * HOURS)

    const page = `/portal/tickets/${psa.ticket}`
    const late = await browser.post(
      `${page}/replies`,
      { body: 'It still\nburns.' },
      { referer: `${psa.config.origin}${page}` },
    )
    const login = await browser.get(late.location ?? '')
    const given = await enter(browser, late, who)
    const before = await repliesOf(psa)
    const sent = await browser.press(given, 'Send reply')

    assert.match(login.text, /Your session has ended\. Log in to continue; what you typed is kept for ten minutes\./)
    assert.doesNotMatch((await browser.get('/portal/login')).text, /session has ended/)
    assert.equal(given.dialog().name, 'Reply to #1 Printer')
    assert.equal(given.field('Reply').value, 'It still\nburns.')
    assert.equal(given.link('Cancel').href, page)
    assert.deepEqual(before, ['It is on fire.'])
    assert.deepEqual(await repliesOf(psa), ['It is on fire.', 'It still\nburns.'])
    assert.equal(sent.location?.startsWith(page), true)
  })

  it('is an act that asks for the password: the page says why, names it, and does it once (FS1)', async () => {
    await using psa = await openKeptWorld()
    const { tech } = psa.company
    const { browser, late } = await deleteTooLate(psa)
    const prove = await browser.get(late.location ?? '')
    const given = await enter(browser, late, { 'PSA password': PASSWORD })
    const stands = await findEmployee(psa, tech.id)
    const done = await browser.press(given, 'Delete')
    const again = await browser.get(`/kept/${late.location?.split('%2F').at(-1)}`)

    assert.match(prove.text, /Your last login is more than ten minutes ago/)
    assert.equal(given.dialog().name, `Delete ${tech.name}?`)
    assert.equal(stands?.id, tech.id)
    assert.equal(await findEmployee(psa, tech.id), null)
    assert.match(done.location ?? '', /^\/admin\/employees/)
    assert.equal(again.headline || again.dialog().name, 'There is nothing to continue')
  })

  it('leads back to the page that it stood on where the person cancels the proof (FS1)', async () => {
    await using psa = await openKeptWorld()
    const settings = '/admin/my-company/company-settings/it-complete'
    const admin = await anEmployee(psa, psa.company.tenant, { username: 'second', role: 'admin' })
    const browser = psa.browser()
    await browser.logIn('alder', admin.username)
    psa.wait(660)
    const send = (path: string, page: string) => browser.post(path, { end: '1' }, { referer: psa.config.origin + page })

    const late = await send(`${settings}/local-sessions`, settings)
    const listed = await send('/admin/employees', '/admin/employees?q=jo')
    const asking = `/admin/employees/${psa.company.tech.id}/delete`
    const dialog = await send(asking, asking)

    const pages = [late, listed, dialog].map(async ({ location }) => (await browser.get(location ?? '')).link('Cancel'))
    assert.deepEqual(
      (await Promise.all(pages)).map(({ href }) => href),
      [settings, '/admin/employees?q=jo', '/admin/employees'],
    )
    assert.equal((await browser.post(late.location ?? '', { answer: 'stay' })).location, settings)
  })

  it('is kept once where it is asked for again, and done where it cannot be dropped', async () => {
    await using psa = await openKeptWorld()
    const { tech } = psa.company
    const { browser, late } = await deleteTooLate(psa)
    const given = await enter(browser, late, { 'PSA password': PASSWORD })
    psa.wait(660)
    await psa.db.updateTable('forms_kept').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
    const again = await enter(browser, await browser.press(given, 'Delete'), { 'PSA password': PASSWORD })
    const kept = await psa.db.selectFrom('forms_kept').selectAll().execute()
    await psa.db.schema.alterTable('forms_kept').renameTo('away').execute()

    const done = await browser.press(again, 'Delete')

    assert.equal(kept.length, 1)
    assert.match(done.location ?? '', /^\/admin\/employees/)
    assert.equal(await findEmployee(psa, tech.id), null)
  })

  it('is a new employee, of whom the page shows what was typed, and says that it is kept (FS1)', async () => {
    await using psa = await openKeptWorld()
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    psa.wait(660)
    const typed = { name: 'Jo', username: 'jo', email: 'jo@alder.example', role: 'technician' }

    const late = await browser.post('/admin/employees', typed)
    const prove = await browser.get(late.location ?? '')
    const given = await enter(browser, late, { 'PSA password': PASSWORD })
    await browser.press(given, 'Add employee')

    assert.doesNotMatch(late.location ?? '', /jo/)
    assert.match(prove.text, /What you typed is kept for ten minutes/)
    assert.deepEqual(
      ['Name', 'Username', 'Email'].map((label) => given.field(label).value),
      ['Jo', 'jo', 'jo@alder.example'],
    )
    assert.ok((await listEmployees(psa, psa.company.tenant.id)).some(({ username }) => username === 'jo'))
  })

  it('is given to no other person, and gone with a logout and after ten minutes (T49)', async () => {
    await using psa = await openKeptWorld()
    const late = async (browser: TestBrowser) => {
      psa.wait(13 * HOURS)
      return browser.post('/tickets', { subject: 'Mine', body: 'Only mine', client: '' })
    }
    const browser = psa.browser()

    await browser.logIn('alder', 'tech')
    const other = await enter(browser, await late(browser), admin)
    const own = await late(browser)
    const afterOther = await enter(browser, own, admin)
    psa.wait(FORM_LIFETIME / 1000)
    const lapsed = await browser.get(new URL(own.location ?? '', psa.config.origin).searchParams.get('next') ?? '')
    await browser.post('/log-out')
    const loggedOut = await late(browser)
    const stranger = await late(psa.browser())

    assert.equal(other.fields('Subject').length, 0)
    assert.equal(afterOther.field('Subject').value, 'Mine')
    assert.equal(lapsed.fields('Subject').length, 0)
    assert.deepEqual([loggedOut.location, stranger.location], ['/login', '/login'])
    assert.doesNotMatch((await browser.get('/login')).text, /session has ended/)
  })

  it('that is refused when it is sent again shows what was typed, also where the ticket was closed meanwhile', async () => {
    await using psa = await openKeptWorld()
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const page = `/tickets/${psa.ticket}`

    const tooLong = await browser.post(`${page}/replies`, { body: 'x'.repeat(30_000) })
    psa.wait(13 * HOURS)
    const late = await browser.post(`${page}/replies`, { body: 'It still burns.' })
    const given = await enter(browser, late, admin)
    await browser.post(`${page}/close`)
    const refused = await browser.press(given, 'Send reply')

    assert.equal(tooLong.field('Reply').value.length, 30_000)
    assert.match(refused.heading('Your reply was not sent').text, /not sent/)
    assert.match(refused.text, /It still burns\./)
  })

  it('is not the button that changes nothing, nor one of another site (T49)', async () => {
    await using psa = await openKeptWorld()
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    psa.wait(13 * HOURS)

    const cancelled = await browser.post('/my-settings/disable', { password: '', answer: 'stay' })
    const foreign = await browser.post('/tickets', { subject: 'Eve' }, { 'sec-fetch-site': 'cross-site' })

    assert.equal(cancelled.location, '/login')
    assert.equal(foreign.status, 403)
    assert.deepEqual(await psa.db.selectFrom('forms_kept').selectAll().execute(), [])
  })

  it('leads a page that asks for a login back to itself with its query, in the portal too', async () => {
    await using psa = await openKeptWorld()
    const browser = psa.browser()
    const { contact } = psa.company
    const asked = await browser.get(`/portal/tickets/${psa.ticket}?done=x`)

    const page = await enter(browser, asked, { Company: 'alder', Email: contact.email, Password: PASSWORD })

    assert.match(page.headline, /#1 Printer/)
    for (const next of ['//evil.example/', '/admin', 'https://evil.example/portal/']) {
      const login = await psa.browser().get(`/portal/login?next=${encodeURIComponent(next)}`)
      assert.equal(login.select('[name="next"]').length, 0, next)
    }
  })
})

/** An admin whose last proof is too old deletes an employee. */
async function deleteTooLate(psa: KeptWorld): Promise<{ readonly browser: TestBrowser; readonly late: Answer }> {
  const browser = psa.browser()
  await browser.logIn('alder', 'admin')
  psa.wait(660)
  return { browser, late: await browser.post(`/admin/employees/${psa.company.tech.id}/delete`) }
}

async function repliesOf(psa: KeptWorld): Promise<readonly string[]> {
  const { contact, tenant } = psa.company
  const viewer = { id: contact.id, tenant: tenant.id, client: contact.client }
  const [ticket] = (await listTickets(psa, viewer, {}, { first: 0, most: 1, order: usualOrder })).rows
  return ticket === undefined ? [] : (await listReplies(psa, ticket)).map(({ body }) => body)
}
