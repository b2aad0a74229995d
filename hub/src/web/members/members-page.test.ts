import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { psaUs } from '../../../testing.ts'
import { MINUTE } from '../../clock.ts'
import { getMember } from '../../people/members/find-member.ts'
import { listMembers } from '../../people/members/list-members.ts'
import { reportUserLink } from '../../connections/user-links/report-user-link.ts'
import { openAlder } from '../testing/open-alder.ts'
import type { Person } from '../testing/start-test-site.ts'
import type { VisitedPage } from '../testing/visitor.ts'

async function openMembers() {
  const site = await openAlder()
  return { ...site, browser: await site.logIn(site.master) }
}

const path = '/admin-settings/members'

/** The link of a new invitation. */
function linkOn(page: VisitedPage): string {
  return page.message().link().href
}

function press({ member }: Person, change: string): string {
  return `${path}/${member.id}/${change}`
}

describe('the members page', () => {
  it('has a row per member, with the buttons that fit', async () => {
    await using site = await openMembers()

    const table = (await site.browser.get(path)).table()

    assert.match(table.row(/^alder tech/).text, /Active.*?Deactivate.*?Make master/)
    assert.match(table.row(/^alder master/).text, /Master.*?Make member/)
  })

  it('says before a deactivation how much ends with it', async () => {
    await using site = await openMembers()
    const link = await site.connect(site.master, psaUs, 'Alder')
    await reportUserLink(site.hub, { link, deployment: psaUs, sub: site.tech.account.id, revision: 1, state: 'linked' })

    const row = (await site.browser.get(path)).table().row(/^alder tech/)

    assert.equal(row.button('Deactivate').description, 'Access to the hub and 1 product')
  })

  it('deactivates and activates, and the person is shut out at once until they log in again (A22, T27, FE1)', async () => {
    await using site = await openMembers()
    const tech = await site.logIn(site.tech)

    const deactivated = await site.browser.post(press(site.tech, 'deactivate'))
    const shut = await tech.get('/')
    const activated = await site.browser.post(press(site.tech, 'activate'))
    const later = await tech.get('/')

    assert.equal(deactivated.firstStatus, 303)
    assert.match(deactivated.message().text, /alder tech is inactive now/)
    assert.match(shut.text, /You are inactive in Alder MSP/)
    assert.match(activated.message().text, /alder tech is active now/)
    assert.equal(later.headline, 'Log in')
  })

  it('logs a member out of the organization, who logs in again (FE4)', async () => {
    await using site = await openMembers()
    const tech = await site.logIn(site.tech)

    const list = await site.browser.get('/admin-settings/members')
    const ended = await site.browser.post(press(site.tech, 'end-sessions'))
    const out = await tech.get('/')
    const again = await (await site.logIn(site.tech)).get('/')

    assert.equal(list.buttons('End sessions').length, 1, 'of others than the viewer')
    assert.match(ended.message().text, /alder tech is logged out of your organization/)
    assert.equal(out.headline, 'Log in')
    assert.equal(again.headline, 'My modules')
  })

  it('lets no member end the sessions of another (FE4)', async () => {
    await using site = await openMembers()
    const tech = await site.logIn(site.tech)

    const refused = await tech.post(press(site.master, 'end-sessions'))

    assert.equal(refused.status, 403)
    assert.equal((await site.browser.get('/')).headline, 'My modules')
  })

  it('makes masters and members of them', async () => {
    await using site = await openMembers()

    await site.browser.post(press(site.tech, 'make-master'))
    const master = await getMember(site.hub, site.tech.member.id)
    await site.browser.post(press(site.tech, 'make-member'))
    const member = await getMember(site.hub, site.tech.member.id)

    assert.deepEqual([master.role, member.role], ['master', 'member'])
  })

  it('asks before anything ends for a person: whom, what ends and what stays, and comes back to the same list (FX8)', async () => {
    await using site = await openMembers()
    const link = await site.connect(site.master, psaUs, 'Alder')
    await reportUserLink(site.hub, { link, deployment: psaUs, sub: site.tech.account.id, revision: 1, state: 'linked' })
    await site.browser.post(path, { email: 'first@alder.example' })
    const [offered] = await listMembers(site.hub, site.alder, { status: 'invited' })
    const list = new URLSearchParams({ search: 'tech', role: 'member' }).toString()
    const ask = (address: string) => site.browser.get(`${address}?${new URLSearchParams({ list }).toString()}`)

    const deactivate = await ask(press(site.tech, 'deactivate'))
    const makeMember = await ask(press(site.master, 'make-member'))
    const withdraw = await ask(`${path}/${offered?.id}/withdraw`)
    const done = await site.browser.post(press(site.tech, 'deactivate'), { list })
    const remove = await ask(press(site.tech, 'remove'))
    const nothing = await ask(press(site.tech, 'activate'))

    assert.match(deactivate.dialog().text, /alder tech[^]*1 link to a user of your products rests/)
    assert.equal(deactivate.submission('Deactivate').fields.get('list'), 'search=tech&role=member')
    assert.match(deactivate.link('Cancel').href, /search=tech/)
    assert.match(makeMember.dialog().text, /no longer administer Alder MSP.*Make member/)
    assert.match(withdraw.dialog().text, /first@alder\.example.*Withdraw/)
    assert.match(remove.dialog().text, /1 link to a user of your products ends for good.*Remove/)
    assert.deepEqual([done.url.searchParams.get('search'), done.url.searchParams.get('role')], ['tech', 'member'])
    assert.match(done.message().text, /alder tech is inactive now/)
    assert.match(done.text, /1 link to a product, if removed/)
    assert.equal(nothing.url.pathname, path)
    assert.equal((await getMember(site.hub, site.tech.member.id)).status, 'inactive')
  })

  it('leads to the list where the browser goes back to a question whose act is done (FX8)', async () => {
    await using site = await openMembers()
    const leaver = await site.addPerson(site.alder, 'leaver')
    await site.browser.post(path, { email: 'first@alder.example' })
    const [offered] = await listMembers(site.hub, site.alder, { status: 'invited' })
    const withdraw = `${path}/${offered?.id}/withdraw`
    await site.browser.post(withdraw)
    await site.browser.post(press(site.tech, 'deactivate'))
    await site.browser.post(press(leaver, 'deactivate'))
    await site.browser.post(press(leaver, 'remove'))

    const back = [withdraw, press(site.tech, 'deactivate'), press(site.tech, 'end-sessions'), press(leaver, 'remove')]
    const pages = await Promise.all(back.map((address) => site.browser.get(address)))

    assert.deepEqual(
      pages.map(({ status, url }) => [status, url.pathname]),
      back.map(() => [200, path]),
    )
  })

  it('comes back to the question after the proof that it needs (FX8)', async () => {
    await using site = await openMembers()
    site.hub.pass(11 * MINUTE)

    const asked = await site.browser.get(`${press(site.tech, 'deactivate')}?list=page%3D2`)
    const question = await site.prove(site.browser, site.master, asked)

    assert.match(asked.url.pathname, /^\/login\//)
    assert.equal(question.url.pathname + question.url.search, `${press(site.tech, 'deactivate')}?list=page%3D2`)
    assert.match(question.dialog().text, /Deactivate alder tech in Alder MSP\?/)
  })

  it('asks for both factors again before a right is given or ended, when they were given long ago (FG1, T44)', async () => {
    await using site = await openMembers()
    await site.browser.post(path, { email: 'first@alder.example' })
    const [offered] = await listMembers(site.hub, site.alder, { status: 'invited' })
    const before = await site.hub.db.selectFrom('audit').select('id').execute()
    site.hub.pass(11 * MINUTE)

    const late = []
    for (const change of ['activate', 'deactivate', 'make-master', 'make-member', 'remove']) {
      late.push(await site.browser.post(press(site.tech, change), { list: 'status=active' }))
    }
    for (const change of ['invite-again', 'withdraw']) {
      late.push(await site.browser.post(`${path}/${offered?.id}/${change}`))
    }
    late.push(await site.browser.post(path, { email: 'second@alder.example' }))
    late.push(await site.browser.get(`${path}/import`))
    late.push(await site.browser.post(`${path}/import`, { rows: 'third@alder.example', decision: 'invite' }))

    for (const { url, body } of late) {
      assert.match(url.pathname, /^\/login\//)
      assert.doesNotMatch(body, /\/invitations\//)
    }
    assert.equal((await site.hub.db.selectFrom('audit').select('id').execute()).length, before.length)
  })

  it('shows those who are not linked, and keeps the list through every act (FX11)', async () => {
    await using site = await openMembers()
    const link = await site.connect(site.master, psaUs, 'Alder')
    await reportUserLink(site.hub, { link, deployment: psaUs, sub: site.tech.account.id, revision: 1, state: 'linked' })

    const list = await site.browser.get(`${path}?not_linked=psa&sort=address&order=descending`)
    const invited = await site.browser.press(list, 'Invite', { Email: 'new@alder.example' })
    const refused = await site.browser.press(list, 'Invite', { Email: 'unknown' })
    const withNul = await site.browser.post(path, { email: 'unknown', list: 'search=%00master' })

    assert.equal(withNul.field('Search').value, 'master')
    assert.deepEqual(
      list.table().rows.map((row) => row.cell('Username').text),
      ['master@alder.example'],
    )
    assert.equal(list.field('Linked products').value, 'psa')
    for (const page of [list, invited, refused]) {
      const { fields } = page
        .table()
        .row(/^alder master/)
        .submission('Deactivate')
      assert.equal(fields.get('list'), 'not_linked=psa&sort=address&order=descending')
    }
    assert.match(list.table().select('[aria-sort="descending"]')[0]?.text ?? '', /Username/)
  })

  it('keeps one active master, and says so', async () => {
    await using site = await openMembers()

    for (const change of ['deactivate', 'make-member']) {
      const refused = await site.browser.post(press(site.master, change))
      assert.equal(refused.status, 409)
      assert.match(refused.alert().text, /An organization needs at least one active master[^]*last_master/)
    }
    assert.equal((await getMember(site.hub, site.master.member.id)).role, 'master')
  })

  it('sends a master who gave up the role to where they still may be', async () => {
    await using site = await openMembers()
    await site.browser.post(press(site.tech, 'make-master'))

    const after = await site.browser.post(press(site.master, 'make-member'))

    assert.equal(after.url.pathname, '/')
    assert.match(after.message().text, /alder master is a member now/)
    assert.doesNotMatch(after.text, /Admin Settings/)
  })

  it('shows the link of an invitation once, and mails it (A5)', async () => {
    await using site = await openMembers()

    const invited = await site.browser.post(path, { email: 'new@alder.example' })
    const again = await site.browser.get(path)
    const mailbox = await site.visitor().get('/demo/mail')

    const link = linkOn(invited)
    assert.match(link, /^http:\/\/localhost:\d+\/invitations\/[\w-]{43}$/)
    assert.match(invited.message().text, /new@alder\.example is invited/)
    assert.doesNotMatch(again.body, /\/invitations\//)
    assert.match(again.text, /new@alder\.example[^]*Invited[^]*until[^]*Invite again[^]*Withdraw/)
    assert.ok(mailbox.link(link))
  })

  it('makes a new link that replaces the old one, and withdraws an offer', async () => {
    await using site = await openMembers()
    const first = linkOn(await site.browser.post(path, { email: 'new@alder.example' }))
    const page = await site.browser.get(path)

    const second = linkOn(await site.browser.press(page, 'Invite again'))
    const withOld = await site.visitor().get(first)
    const withNew = await site.visitor().get(second)
    const question = await site.browser.press(page, 'Withdraw')
    await site.browser.press(question, 'Withdraw')
    const withdrawn = await site.visitor().get(second)

    assert.deepEqual([withOld.status, withNew.status, withdrawn.status], [410, 200, 410])
  })

  for (const email of ['', 'nobody', 'a b@c.example'])
    it(`refuses to invite "${email}", and keeps what was typed`, async () => {
      await using site = await openMembers()

      const refused = await site.browser.post(path, { email })

      assert.equal(refused.status, 400)
      assert.match(refused.alert().text, /That is not an e-mail address/)
      assert.equal(refused.field('Email').value, email)
    })

  it('is for masters, and for the members of their own organization alone (T36)', async () => {
    await using site = await openMembers()
    const birch = await site.addOrganization('birch', 'Birch IT')
    const other = await site.addPerson(birch, 'tech')
    const tech = await site.logIn(site.tech)

    const page = await tech.get(path)
    const own = await tech.post(press(site.tech, 'make-master'))
    const foreign = await site.browser.post(press(other, 'deactivate'))

    assert.deepEqual([page.status, own.status, foreign.status], [403, 403, 404])
    for (const nonsense of ['promote', 'constructor', '__proto__'])
      assert.equal((await site.browser.post(press(site.tech, nonsense))).status, 404, nonsense)
    assert.equal((await getMember(site.hub, other.member.id)).status, 'active')
    assert.equal((await getMember(site.hub, site.tech.member.id)).role, 'member')
  })
})
