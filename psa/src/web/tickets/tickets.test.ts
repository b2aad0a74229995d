import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aCompany } from '../../../testing/a-company.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'

describe('the pages of tickets', () => {
  it('let an employee open, answer and close a ticket', async () => {
    await using psa = await openTestPsa()
    const { contact } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    const opened = await browser.post('/tickets', { subject: 'Laptop', body: 'For Maria.', client: contact.client })
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

  it('keep what was typed where a ticket is refused', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    const answer = await browser.post('/tickets', { subject: 'Only a subject', body: '' })

    assert.equal(answer.status, 400)
    assert.match(answer.alert().text, /form_invalid/)
    assert.equal(answer.field('Subject').value, 'Only a subject')
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
