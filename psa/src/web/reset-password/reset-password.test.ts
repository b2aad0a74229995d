import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aCompany } from '../../../testing/a-company.ts'
import { linked } from '../../../testing/linked.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import { resetToken } from '../../../testing/reset-token.ts'

const passwords = { password: 'another-lanyard-password', repeat: 'another-lanyard-password' }

describe('forgetting a password', () => {
  it('leads from the login page over a mail back to it, and is done for who did it (A27, FS4)', async () => {
    await using psa = await openTestPsa({ demo: true })
    await aCompany(psa)
    const browser = psa.browser()

    const asked = await browser.post('/forgot-password', { company: 'alder', username: 'tech' })
    assert.match((await browser.get(asked.location ?? '')).message().text, /a mail with a link is on its way/)
    const link = (await browser.get('/demo/mail')).link(/\/reset-password\//).href
    assert.match((await browser.get(link)).text, /for The tech in PSA/)
    const set = await browser.post(link, passwords)

    assert.equal(set.location, '/login')
    assert.match((await browser.get('/login')).message().text, /Your password is set/)
    assert.equal((await browser.logIn('alder', 'tech', passwords.password)).status, 303)
    const again = await psa.browser().get(link)
    assert.equal(again.status, 410)
    assert.match(again.text, /reset_link_invalid/)
    const own = await browser.get((await browser.post(link, passwords)).location ?? '')
    assert.match(own.message().text, /You have set your password with this link/)
  })

  it('says the same about a person who is not there (T29)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)

    const known = await psa.browser().post('/forgot-password', { company: 'alder', username: 'tech' })
    const unknown = await psa.browser().post('/forgot-password', { company: 'alder', username: 'nobody' })

    assert.deepEqual([known.status, known.location], [unknown.status, unknown.location])
  })

  it('keeps the form where the passwords differ or are too short', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    await psa.browser().post('/portal/forgot-password', { company: 'alder', email: 'contact@alder.example' })
    const link = `/reset-password/${await resetToken(psa)}`

    const differ = await psa.browser().post(link, { ...passwords, repeat: 'something-else-again' })
    const short = await psa.browser().post(link, { password: 'short', repeat: 'short' })
    const set = await psa.browser().post(link, passwords)

    assert.match(differ.field('Repeat new password').description, /not the same/)
    assert.match(short.field('New password').description, /at least 15/)
    assert.equal(set.location, '/portal/login')
  })

  it('asks the person who recovers whether the linked hub account is theirs (T10)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    await psa.browser().post('/forgot-password', { company: 'alder', username: 'tech' })
    const link = `/reset-password/${await resetToken(psa)}`

    assert.match((await psa.browser().get(link)).text, /Linked to tech@organization\.example, Alder Organization/)
    await psa.browser().post(link, { ...passwords, link: 'forget' })

    assert.equal((await psa.connect.userState(company.tech.id)).state, 'unlinked')
  })
})
