import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asPerson, operator } from '../../../testing.ts'
import { deleteAccount } from '../../connections/rights/delete-account.ts'
import { inviteMember } from '../../people/invitations/invite-member.ts'
import { makeMember } from '../../connections/rights/change-role.ts'
import { openAlder } from '../testing/open-alder.ts'

const path = '/admin-settings/members'

/** A master of Alder has invited two people and lost that right. */
async function openVoid() {
  const site = await openAlder()
  const { alder, master } = site
  const leaver = await site.addPerson(alder, 'leaver', 'master')
  const invite = async (email: string) =>
    inviteMember(site.hub, { organization: alder, email, role: 'master', by: asPerson(site.hub, leaver.member.id) })
  const [first, second] = [await invite('first@alder.example'), await invite('second@alder.example')]
  await makeMember(site.hub, { member: leaver.member.id, by: operator })
  return { ...site, alder, leaver, first, second, browser: await site.logIn(master) }
}

describe('invitations of a former master', () => {
  it('end on a page with a code, which tells nothing of the inviter or the organization (FE2, T47)', async () => {
    await using site = await openVoid()

    const visitor = await site.visitor().get(site.first.link)
    const password = 'a lantern by the harbour'
    const fields = { name: 'New', username: 'new@alder.example', password, password_again: password }
    const sent = await site.visitor().post(site.first.link, fields)
    const member = await (await site.logIn(site.leaver)).post(site.first.link, { join_as_signed_in: '1' })

    for (const page of [visitor, sent, member]) {
      assert.equal(page.status, 410)
      assert.match(page.alert().text, /no longer valid[^]*invitation_void/)
    }
    assert.doesNotMatch(visitor.body + sent.body, /Alder|leaver/)
  })

  it('stay in the list with whose right ended, and are renewed one by one (FE2)', async () => {
    await using site = await openVoid()

    const list = await site.browser.get(path)
    const exported = await site.browser.get(`${path}.csv`)
    const { text } = await site.browser.post(`${path}/${site.first.member.id}/invite-again`)

    assert.match(list.text, /2 invitations no longer open[^]*Renew all/)
    assert.match(list.text, /first@alder\.example[^]*Not valid[^]*Invited by alder leaver, no longer a master/)
    assert.match(
      list
        .table()
        .row(/^first@/)
        .submission('Renew').address.pathname,
      /\/invite-again$/,
    )
    assert.match(
      exported.body,
      /first@alder\.example,master,invited,not set up,0,,"?Invited by alder leaver, no longer/,
    )
    assert.match(text, /first@alder\.example is invited[^]*1 invitation no longer opens/)
  })

  it('are renewed all at once, by masters alone (FE2)', async () => {
    await using site = await openVoid()
    const renewAll = `${path}/renew-invitations`

    const former = await (await site.logIn(site.leaver)).post(renewAll)
    const foreign = await site.browser.post(renewAll, {}, { 'sec-fetch-site': 'cross-site' })
    const renewed = await site.browser.post(renewAll)
    const again = await site.browser.post(renewAll)

    assert.deepEqual([former.status, foreign.status], [403, 403])
    assert.match(renewed.message().text, /2 invitations are renewed/)
    assert.doesNotMatch(renewed.text, /no longer a master|Renew all/)
    assert.match(again.message().text, /No invitation is left to renew/)
  })

  it('are told apart in a list that is invited again (FE2)', async () => {
    await using site = await openVoid()
    const rows = 'email,role\nfirst@alder.example,\n'

    const checked = await site.browser.post(`${path}/import`, { rows, decision: 'check' })
    const invited = await site.browser.post(`${path}/import`, { rows, decision: 'invite' })

    assert.match(checked.text, /1 invitation would be renewed[^]*Invitation to be renewed, as Member/)
    assert.match(invited.text, /1 invitation is renewed[^]*Invitation renewed, as Member/)
  })

  it('name no one whose account is deleted (FE2)', async () => {
    await using site = await openVoid()
    await deleteAccount(site.hub, { account: site.leaver.account.id, by: operator })

    const { text } = await site.browser.get(path)

    assert.match(text, /Invited by a former master/)
  })
})
