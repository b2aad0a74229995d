import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aCompany, PASSWORD } from '../../../testing/a-company.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import { createContact } from '../../contacts/create-contact.ts'
import { openTicket } from '../../tickets/open-ticket.ts'

describe('the pages of tickets', () => {
  it('let an employee open, answer and close a ticket', async () => {
    await using psa = await openTestPsa()
    const { contact } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')
    const isFormOpen = async () => (await browser.get('/tickets')).select('details.disclosure[open]').length > 0

    const isOpenAtFirst = await isFormOpen()
    const opened = await browser.post('/tickets', { subject: 'Laptop', body: 'For Maria.', client: contact.client })
    assert.deepEqual([isOpenAtFirst, await isFormOpen()], [true, false])
    const [ticket = ''] = (opened.location ?? '').split('?')
    await browser.post(`${ticket}/replies`, { body: 'Ordered.\n\nArrives on Monday.' })
    const before = await browser.get(ticket)
    await browser.post(`${ticket}/close`)
    const after = await browser.get(ticket)

    assert.equal(before.headline, '#1 Laptop')
    assert.match(before.text, /Client Ltd.*Ordered\. Arrives on Monday\./)
    const paragraphs = before.select('p').map(({ text }) => text)
    assert.ok(paragraphs.includes('Ordered.') && paragraphs.includes('Arrives on Monday.'))
    assert.ok(before.button('Close ticket'))
    assert.match(after.text, /Closed by The tech/)
    assert.deepEqual(after.buttons(/^Close ticket$|^Send reply$/), [])
    assert.equal((await browser.post(`${ticket}/replies`, { body: 'Too late.' })).status, 409)
  })

  it('show a contact the tickets of their own client alone, whatever the address asks for', async () => {
    await using psa = await openTestPsa()
    const { contact, tech, tenant } = await aCompany(psa)
    const company = { tenant: tenant.id, by: 'operator' } as const
    const other = await createContact(psa, {
      ...company,
      name: 'Olga',
      email: 'olga@other.example',
      client: 'Other Ltd',
    })
    const by = { id: tech.id, tenant: tenant.id, client: null }
    const open = (subject: string, client: string) => openTicket(psa, { by, client, subject, body: 'Text' })
    await open('Wages of all', '')
    const foreign = await open('Merger with others', other.client)
    await open('Printer', contact.client)
    const browser = psa.browser()
    await browser.post('/portal/login', {
      company: 'alder',
      email: contact.email,
      password: PASSWORD,
    })
    const subjects = (page: { readonly text: string }) =>
      ['Wages', 'Merger', 'Printer'].filter((subject) => page.text.includes(subject))

    for (const query of ['client_is=inside', `client_is=${other.client}`, 'status=open']) {
      assert.deepEqual(subjects(await browser.get(`/portal?${query}`)), ['Printer'], query)
    }
    for (const search of ['merger', 'wages of', foreign, '2', '%231']) {
      const page = await browser.get(`/portal?client_is=${other.client}&search=${search}`)
      assert.deepEqual(subjects(page), [], search)
      assert.match(page.text, /No tickets match your search/)
    }
  })

  it('keep what was typed where a ticket is refused', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    const answer = await browser.post('/tickets', { subject: 'Only a subject', body: '' })

    assert.equal(answer.status, 400)
    assert.match(answer.alert().text, /^The text is empty\./)
    assert.doesNotMatch(answer.text, /form_invalid/)
    assert.equal(answer.field('Subject').value, 'Only a subject')
  })

  it('search, filter, sort and page in the address, and count every open one on the home page', async () => {
    await using psa = await openTestPsa()
    const { contact, tech, tenant } = await aCompany(psa)
    const by = { id: tech.id, tenant: tenant.id, client: null }
    for (let index = 1; index <= 27; index += 1) {
      await openTicket(psa, { by, client: index % 2 ? contact.client : '', subject: `Case ${index}`, body: 'Text' })
    }
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')
    const subjects = async (query: string) =>
      (await browser.get(`/tickets${query}`)).table('Tickets').rows.map((row) => row.links()[0]?.name)

    const list = await browser.get('/tickets')
    const last = await browser.get('/tickets?size=25&page=9&sort=number')
    const found = await browser.press(list, 'Show', { Search: 'case 2', Client: 'Client Ltd' })

    assert.match(list.text, /27 tickets/)
    assert.deepEqual(await subjects('?size=25&page=2&sort=number'), ['Case 26', 'Case 27'])
    assert.match(last.text, /Page 2 of 2/)
    assert.deepEqual(last.table('Tickets').rows.length, 2)
    assert.match(found.text, /4 tickets.*Show all tickets/)
    assert.match((await browser.get('/tickets?search=nothing&status=open')).text, /No tickets match your search/)
    assert.match((await browser.get('/tickets?client_is=other&status=toString&sort=constructor')).text, /27 tickets/)
    const home = await browser.get('/')
    assert.match(home.text, /27 open tickets/)
    assert.equal(home.table('Tickets').rows.length, 5)
  })

  it('name the open ones on the home page', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')
    await browser.post('/tickets', { subject: 'Laptop', body: 'For Maria.' })

    const page = await browser.get('/')

    assert.equal(page.headline, 'Home')
    assert.match(page.text, /1 open ticket.*Laptop/)
    assert.deepEqual(page.select('[href="/admin"]'), [])
    assert.ok(page.button('Log out'))
  })
})
