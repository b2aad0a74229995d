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

    assert.match(
      before.text,
      /<h1>#1 Laptop<\/h1>[\s\S]*Client Ltd[\s\S]*<p>Ordered\.<\/p>\s*<p>Arrives on Monday\.<\/p>/,
    )
    assert.match(before.text, />Close ticket</)
    assert.match(after.text, /Closed by The tech/)
    assert.doesNotMatch(after.text, />Close ticket<|>Send reply</)
    assert.equal((await browser.post(`${ticket}/replies`, { body: 'Too late.' })).status, 409)
  })

  it('keep what was typed where a ticket is refused', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')

    const answer = await browser.post('/tickets', { subject: 'Only a subject', body: '' })

    assert.equal(answer.status, 400)
    assert.match(answer.text, /form_invalid[\s\S]*value="Only a subject"/)
  })

  it('name the open ones on the home page', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'tech')
    await browser.post('/tickets', { subject: 'Laptop', body: 'For Maria.' })

    const { text } = await browser.get('/')

    assert.match(text, /<h1>Home<\/h1>[\s\S]*1 open ticket[\s\S]*Laptop/)
    assert.doesNotMatch(text, /href="\/admin"/)
    assert.match(text, />Log out</)
  })
})
