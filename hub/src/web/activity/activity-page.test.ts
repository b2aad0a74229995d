import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTransaction } from '@lanyard/storage'
import { asPerson, operator, psaUs } from '../../../testing.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { DAY } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { makeMaster } from '../../connections/rights/change-role.ts'
import { reportUserLink } from '../../connections/user-links/report-user-link.ts'
import { openAlder } from '../testing/open-alder.ts'
import type { Person, TestSite } from '../testing/start-test-site.ts'

const path = '/profile-settings/activity'

async function act({ hub }: TestSite, { account }: Person, name: string, times = 1): Promise<void> {
  await inTransaction(hub, async (hub) => {
    // Acts of another version, which the types of this one do not know.
    const action = name as 'client.add'
    for (let count = 0; count < times; count += 1) {
      const subject = account.id
      await recordAct(hub, { auditId: newId('aud'), organization: null, actor: operator, action, subject })
    }
  })
}

describe('the activity page', () => {
  it('tells what happened to the account, newest first, and who did it', async () => {
    await using site = await openAlder()
    await makeMaster(site.hub, { member: site.tech.member.id, by: asPerson(site.hub, site.master.member.id) })
    const link = await site.connect(site.master, psaUs, 'Alder')
    await reportUserLink(site.hub, { link, deployment: psaUs, sub: site.tech.account.id, revision: 1, state: 'linked' })
    const browser = await site.logIn(site.tech)
    await browser.post('/profile-settings/details', { name: 'Ada', language: '' })

    const { text } = await browser.get(path)

    assert.match(
      text,
      /language were changed.*?You.*?Ada.*?was linked.*?PSA US.*?Alder company in PSA.*?rights of a master.*?alder master.*?Alder MSP.*?account was made.*?The operator/s,
    )
  })

  it('shows an act that it has no words for, and nothing of anyone else', async () => {
    await using site = await openAlder()
    await act(site, site.tech, 'something.new')
    await act(site, site.tech, 'constructor')
    await act(site, site.master, 'of.the_master')
    const browser = await site.logIn(site.tech)

    const { text } = await browser.get(path)

    assert.equal(text.match(/Something else was done to the account/g)?.length, 2)
    assert.doesNotMatch(text, /of\.the_master|constructor|something\.new/)
  })

  it('goes back 90 days, 50 acts at a time, also where many happened at once', async () => {
    await using site = await openAlder()
    await act(site, site.tech, 'password_reset.refuse')
    site.hub.pass(90 * DAY)
    await act(site, site.tech, 'of.late', 60)
    const browser = await site.logIn(site.tech)

    const first = await browser.get(path)
    const second = await browser.get(first.link('Older events').href)

    assert.equal(first.table().rows.length, 50)
    assert.equal((first.text + second.text).match(/Something else was done/g)?.length, 60)
    assert.doesNotMatch(first.text + second.text, /not sent/)
    assert.doesNotMatch(second.text, /Older events/)
    assert.match(second.text, /Newest events/)
  })

  it('writes dates as the person reads them', async () => {
    await using site = await openAlder()
    const browser = await site.logIn(site.tech)

    const asHub = await browser.get(path)
    await browser.post('/profile-settings/details', { name: 'Ada', language: 'en-US' })
    const american = await browser.get(path)

    assert.match(asHub.table().column('When')[0] ?? '', /^\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d UTC$/)
    assert.match(american.table().column('When')[0] ?? '', /^[A-Z][a-z]+ \d{1,2}, \d{4}, \d{1,2}:\d\d.[AP]M UTC$/)
  })

  it('begins with the newest where the place in the address is made up', async () => {
    await using site = await openAlder()
    const browser = await site.logIn(site.tech)

    for (const before of ['x', '1.', '99999999999999999999.x', "1.x'%20or%201=1", '-1.aud', '%07']) {
      const { status, text } = await browser.get(`${path}?before=${before}`)
      assert.equal(status, 200, before)
      assert.match(text, /The account was made/)
    }
  })
})
