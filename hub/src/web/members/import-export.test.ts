import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MINUTE } from '../../clock.ts'
import { createAccount } from '../../people/accounts/create-account.ts'
import { addMember } from '../../people/members/add-member.ts'
import { countMembers } from '../../people/members/list-members.ts'
import { operator } from '../../../testing.ts'
import { openAlder } from '../testing/open-alder.ts'

const path = '/admin-settings/members/import'

async function openMembers() {
  const site = await openAlder()
  return { ...site, browser: await site.logIn(site.master) }
}

function fileForm(file: Uint8Array<ArrayBuffer>) {
  const body = new FormData()
  body.set('rows', '')
  body.set('file', new File([file], 'people.csv', { type: 'text/csv' }))
  body.set('decision', 'check')
  return { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } }
}

const rows = 'email,role\nnew@alder.example,master\nnobody,\ntech@alder.example,\nchief@x.example,<b>chief\n'

describe('inviting from a list', () => {
  it('says what would happen, changes nothing, and keeps what was typed', async () => {
    await using site = await openMembers()

    const page = await site.browser.post(path, { rows, decision: 'check' })

    assert.deepEqual([page.firstStatus, page.status], [303, 200])
    assert.match(page.text, /No invitations are sent yet.*1 person would be invited/)
    assert.match(page.text, /new@alder\.example.*To be invited as Master/)
    assert.equal(page.field('Rows').value, rows)
    assert.equal(await countMembers(site.hub, site.alder), 2)
  })

  it('takes no list that is there twice (FT8)', async () => {
    await using site = await openMembers()
    const form = fileForm(new TextEncoder().encode(rows))
    form.body.append('decision', 'invite')

    const refused = await site.browser.send(path, form)

    assert.ok(refused.alert(/form_invalid/))
    assert.equal(await countMembers(site.hub, site.alder), 2)
  })

  it('says so again on a reload, to this person in this browser alone, and in this organization (FS4)', async () => {
    await using site = await openMembers()
    const birch = await site.addOrganization('birch', 'Birch IT')
    await addMember(site.hub, { organization: birch, account: site.master.account, role: 'master', by: operator })

    const checked = await site.browser.post(path, { rows, decision: 'check' })
    const again = await site.browser.get(checked.url.href)
    const elsewhere = await (
      await site.logIn(await site.addPerson(site.alder, 'other', 'master'))
    ).get(checked.url.href)
    await site.browser.post('/organization', { organization: birch })
    const inBirch = await site.browser.get(checked.url.href)

    assert.equal(again.text, checked.text)
    for (const page of [elsewhere, inBirch]) {
      assert.deepEqual([page.status, page.tables().length, page.field('Rows').value], [200, 0, ''])
    }
  })

  it('keeps one list of a browser, however often it is checked', async () => {
    await using site = await openMembers()
    const kept = () => site.hub.short.selectFrom('forms_kept').select('id').execute()

    const checked = await site.browser.post(path, { rows, decision: 'check' })
    const again = await site.browser.press(checked, 'Check')
    const one = await kept()
    await site.browser.press(again, 'Invite all')

    assert.equal(one.length, 1)
    assert.deepEqual(await kept(), [])
  })

  it('stays with its report where it is too long to wait for a proof', async () => {
    await using site = await openMembers()
    const long = `email,note\r\n${`new@alder.example,${'-'.repeat(3000)}\r\n`.repeat(100)}`
    site.hub.pass(6 * MINUTE)
    const checked = await site.browser.post(path, { rows: long, decision: 'check' })
    site.hub.pass(5 * MINUTE)

    const login = await site.browser.send(checked.url.href, {
      method: 'POST',
      body: new URLSearchParams({ rows: long, decision: 'invite' }),
      headers: { 'sec-fetch-site': 'same-origin', referer: checked.url.href },
    })
    const given = await site.prove(site.browser, site.master, login)
    const back = await site.browser.get(given.link('Back to the page').href)

    assert.ok(login.headline === 'Log in' && given.dialog())
    assert.deepEqual([back.text, back.field('Rows').value], [checked.text, long])
  })

  it('is told as done where its report cannot be kept', async () => {
    await using site = await openMembers()
    await site.hub.short.schema.alterTable('forms_kept').renameTo('away').execute()

    const checked = await site.browser.post(path, { rows, decision: 'check' })
    const invited = await site.browser.post(path, { rows, decision: 'invite' })

    assert.equal(checked.status, 500)
    assert.deepEqual([invited.status, invited.url.search, invited.tables()], [200, '', []])
    assert.match(invited.message().text, /1 person is invited\./)
    assert.ok(site.hub.logged.some(({ event }) => event === 'form_not_kept'))
  })

  it('reports on every row, and invites those who can be', async () => {
    await using site = await openMembers()

    const page = await site.browser.post(path, { rows, decision: 'invite' })

    assert.match(page.message().text, /1 person is invited\./)
    const report = page.table()
    assert.match(report.row('new@alder.example').text, /2.*Invited as Master/)
    assert.match(report.row('nobody').text, /3.*Not an e-mail address/)
    assert.match(report.row('tech@alder.example').text, /4.*A member already/)
    assert.match(report.row('chief@x.example').text, /5.*No role “<b>chief”/)
    assert.deepEqual(page.select('b'), [])
    assert.equal(await countMembers(site.hub, site.alder, { status: 'invited' }), 1)
  })

  it('is done after a redirect, so that a reload invites no one and says nothing more (FS4)', async () => {
    await using site = await openMembers()

    const done = await site.browser.post(path, { rows, decision: 'invite' })
    const reloaded = await site.browser.get(done.url.href)

    assert.equal(done.firstStatus, 303)
    assert.match(done.message().text, /1 person is invited\./)
    assert.deepEqual([reloaded.messages(), reloaded.tables(), reloaded.field('Rows').value], [[], [], ''])
  })

  it('takes a file of any encoding, shows what it would do, and only then offers to invite (FT4)', async () => {
    await using site = await openMembers()
    const file = Buffer.from('\uFEFFsep=;\r\nName;E-Mail\r\nÜnal;file@alder.example\r\n', 'utf16le')

    const before = await site.browser.get(path)
    const checked = await site.browser.send(path, fileForm(file))
    const invited = await site.browser.press(checked, 'Invite all')

    assert.deepEqual(before.buttons('Invite all'), [])
    assert.match(checked.table().row('file@alder.example').text, /3.*To be invited as Member/)
    assert.match(checked.field('Rows').value, /^sep=;\s+Name;E-Mail\s+Ünal;/)
    assert.deepEqual(checked.fields('CSV file'), [])
    assert.match(invited.table().row('file@alder.example').text, /3.*Invited as Member/)
  })

  it('refuses a file whose text would be too long for the box (FT4)', async () => {
    await using site = await openMembers()

    const page = await site.browser.send(path, fileForm(Buffer.from(`\uFEFF${'漢'.repeat(400_000)}`, 'utf16le')))

    assert.equal(page.status, 413)
  })

  it('refuses a broken list with its row, and keeps what was typed', async () => {
    await using site = await openMembers()

    const broken = await site.browser.post(path, { rows: 'email\n"a@a.example\n', decision: 'invite' })

    assert.equal(broken.status, 400)
    assert.match(broken.alert().text, /in row \d: a quotation mark[^]*one in each line/)
    assert.match(broken.field('Rows').value, /"a@a\.example/)
  })

  it('takes a megabyte there, and nowhere else', async () => {
    await using site = await openMembers()
    const long = `email\n${'# '.repeat(50_000)}`
    const wide = `email,note\nnew@alder.example,"${'note '.repeat(150_000)}"`

    const there = await site.browser.post(path, { rows: long, decision: 'check' })
    const elsewhere = await site.browser.post('/admin-settings/members', { email: long })
    const beyond = await site.browser.post(path, { rows: '#'.repeat(1_100_000), decision: 'check' })

    const whole = await site.browser.post(path, { rows: wide, decision: 'check' })

    assert.equal(whole.field('Rows').value, wide)
    assert.deepEqual([there.status, elsewhere.status, beyond.status], [400, 413, 413])
  })

  it('takes no other decision and no other kind of form, and is for masters alone', async () => {
    await using site = await openMembers()
    const tech = await site.logIn(site.tech)
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }

    const nonsense = await site.browser.post(path, { rows, decision: 'delete' })
    const json = await site.browser.send(path, { method: 'POST', body: '{}', headers })
    const foreign = await site.browser.post(path, { rows, decision: 'invite' }, { 'sec-fetch-site': 'cross-site' })
    const member = await tech.post(path, { rows, decision: 'invite' })

    assert.deepEqual([nonsense.status, json.status, foreign.status, member.status], [400, 400, 403, 403])
    assert.equal(await countMembers(site.hub, site.alder), 2)
  })
})

describe('the export of members', () => {
  it('is a file with those whom the filter lets through, and no formula in it', async () => {
    await using site = await openMembers()
    const names = { username: 'odd', name: '=HYPERLINK("https://evil.example")', email: 'odd@alder.example' }
    const account = await createAccount(site.hub, { ...names, by: operator })
    await addMember(site.hub, { organization: site.alder, account, role: 'member', by: operator })
    await site.browser.post('/admin-settings/members', { email: 'new@alder.example' })

    const all = await site.browser.get('/admin-settings/members.csv')
    const some = await site.browser.get('/admin-settings/members.csv?status=invited')
    const forbidden = await (await site.logIn(site.tech)).get('/admin-settings/members.csv')

    const lines = all.body.trim().split('\r\n')
    assert.match(
      lines[0] ?? '',
      /name,username,email,role,status,second factor,linked products,invited until \(UTC\),invitation not valid$/,
    )
    assert.equal(lines.length, 5)
    assert.ok(lines.includes('alder tech,tech@alder.example,tech@alder.example,member,active,set up,0,,'))
    assert.ok(
      lines.some((line) => line.startsWith('"\'=HYPERLINK(')),
      all.body,
    )
    assert.match(some.body.trim(), /^.*\r\n,,new@alder\.example,member,invited,not set up,0,\d{4}-\d\d-\d\dT.*Z,$/)
    assert.equal(forbidden.status, 403)
  })
})

describe('the list of members', () => {
  it('is searched and paged by its address, and a button comes back to the same part (T36)', async () => {
    await using site = await openMembers()

    const found = await site.browser.get('/admin-settings/members?search=TECH&status=active&page=9')
    const fields = { list: 'search=TECH&status=active&page=9' }
    const after = await site.browser.post(`/admin-settings/members/${site.tech.member.id}/make-master`, fields)
    const none = await site.browser.get('/admin-settings/members?search=%25&role=nonsense')

    assert.match(found.text, /1 person[^]*Show everyone/)
    assert.deepEqual(
      found.table().rows.map(({ text }) => text.slice(0, 'alder tech'.length)),
      ['alder tech'],
    )
    assert.equal(after.url.search, '?search=TECH&status=active&page=9')
    assert.match(none.text, /No people match your search/)
  })
})
