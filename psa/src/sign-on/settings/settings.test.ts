import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTransaction } from '@lanyard/storage'
import { aCompany } from '../../../testing/a-company.ts'
import { ORGANIZATION, linked } from '../../../testing/linked.ts'
import { noticeOf } from '../../../testing/notices.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import { listInvitationRequests } from '../../invitation-requests/invitation-requests.ts'
import { withdrawInvitation } from '../../invitations/withdraw-invitation.ts'
import { hostSessions } from '../host-sessions.ts'

const path = '/admin/my-company/company-settings/it-complete'

describe('the settings page of the hub', () => {
  it('is reached by Admin, My Company, Company Settings, IT Complete (A8)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    let at = '/'
    for (const link of ['Admin', 'My Company', 'Company Settings', 'IT Complete']) {
      const { text } = await browser.get(at)
      at =
        new RegExp(`<a[^>]*href="([^"]+)"[^>]*>${link}</a>`).exec(text)?.[1] ??
        assert.fail(`No link “${link}” on ${at}`)
    }

    assert.equal(at, path)
  })

  it('has a switch that is off, after a sentence that says where it leads (A8)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const { text } = await browser.get(path)

    assert.match(text, /Switching this on leads to IT Complete[\s\S]*action="\/connect\/link-tenant"/)
    assert.match(text, /role="switch"[^>]*aria-checked="false"[^>]*>\s*<span[^>]*>Log in with IT Complete</)
  })

  it('stays off when the hub is away, and says so (A8)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const { location } = await browser.post('/connect/link-tenant')
    const { text } = await browser.get(location ?? '')

    assert.match(text, /role="alert"[\s\S]*IT Complete does not answer right now[\s\S]*hub_unavailable/)
    assert.match(text, /aria-checked="false"/)
  })

  it('says that the hub does not know the connection, and lets an admin switch it off', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    await psa.db
      .withTables<{ connect_tenant_links: { suspended_at: number } }>()
      .updateTable('connect_tenant_links')
      .set({ suspended_at: 1 })
      .execute()
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const { text } = await browser.get(path)
    assert.match(text, /IT Complete does not know the connection with Alder Organization at the moment/)
    assert.match(text, /aria-checked="true"/)

    const dialog = await browser.get(`${path}/switch-off`)
    assert.match(dialog.text, /role="dialog"[\s\S]*Switch off/)
  })

  it('is “connecting” until the hub has confirmed, finishes without script, and can be cancelled (A8)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company, { confirmed: false })
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const { text } = await browser.get(path)
    assert.match(text, /<meta http-equiv="refresh"/)
    assert.match(text, /data-live="[^"]*it-complete"/)
    assert.match(
      text,
      /aria-checked="false"[^>]*disabled[\s\S]*role="status"[\s\S]*Connecting…[\s\S]*Alder Organization/,
    )
    const cancelled = await browser.post('/connect/cancel-connecting')

    assert.match((await browser.get(cancelled.location ?? '')).text, /role="status"[\s\S]*You cancelled connecting/)
    assert.match((await browser.get(path)).text, /aria-checked="false"[\s\S]*has not been told yet/)
  })

  it('tells who is connected, since when, by whom and how many people (A8, A9)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const { text } = await browser.get(path)

    assert.match(text, /action="[^"]*\/it-complete\/switch-off"[\s\S]*role="switch"[^>]*aria-checked="true"/)
    assert.match(
      text,
      new RegExp(`Connected to the organization ${ORGANIZATION.name}[\\s\\S]*admin[\\s\\S]*2 of 2 people linked`),
    )
    assert.match(text, /IT Complete does not answer right now[\s\S]*Module URL/)
  })

  it('marks a module URL that leads elsewhere, with the way to mend it (A11)', async () => {
    await using psa = await openTestPsa()
    await linked(psa, await aCompany(psa), { moduleUrl: 'elsewhere' })
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const { text } = await browser.get(path)

    assert.match(
      text,
      new RegExp(`leads to another region[\\s\\S]*href="${psa.config.issuer}/admin-settings/module-urls"`),
    )
  })

  it('decides who may link: everyone, chosen roles, or named people (A14)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company, { people: [] })
    const { tech, admin } = company
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const mayLink = async () => (await psa.connect.userState(tech.id)).state

    const [everyone, roles, users, named, nonsense] = [
      { kind: 'everyone' },
      { kind: 'roles', role: 'admin' },
      { kind: 'users', user: admin.id },
      { kind: 'users', user: tech.id },
      { kind: 'nobody' },
    ]
    const states: string[] = []
    for (const policy of [everyone, roles, users, named]) {
      assert.equal((await browser.post(`${path}/who-may-link`, policy)).status, 303)
      states.push(await mayLink())
    }

    assert.deepEqual(states, ['unlinked', 'unavailable', 'unavailable', 'unlinked'])
    assert.equal((await browser.post(`${path}/who-may-link`, nonsense)).status, 400)
  })

  it('lets local sessions of linked people end with those at the hub, or stay, which is how it begins (P23, T28)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const { logInThroughHub } = await linked(psa, company)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const box = /<input[^>]*name="end"[^>]*>/
    const isChecked = async () => / checked/.test(box.exec((await browser.get(path)).text)?.[0] ?? assert.fail())
    const setTo = async (form: Record<string, string>) => {
      const { location } = await browser.post(`${path}/local-sessions`, form)
      assert.match((await browser.get(location ?? '')).text, /role="status"[\s\S]*This counts from now on/)
      return isChecked()
    }
    const local = psa.browser()
    await local.logIn('alder', 'tech')
    const through = await logInThroughHub(company.tech)

    const checked = [await isChecked(), await setTo({ end: '1' })]
    const countLocal = () => hostSessions(() => psa).countLocal?.(psa.db, company.tech.id)
    assert.equal(await countLocal(), 1, 'what the hub is told that still opens the PSA (FE3)')
    await inTransaction(psa, ({ db }) => hostSessions(() => psa).endLocal?.(db, company.tech.id) ?? assert.fail())
    assert.equal(await countLocal(), 0)
    const isIn = await Promise.all([local, through].map(async (one) => (await one.get('/my-settings')).status === 200))
    checked.push(await setTo({}))

    assert.deepEqual(checked, [false, true, false])
    assert.deepEqual(isIn, [false, true])
    const acts = await psa.db
      .selectFrom('audit_entries')
      .select('actor')
      .where('act', '=', 'local_sessions.changed')
      .execute()
    assert.deepEqual(acts, [{ actor: company.admin.id }, { actor: company.admin.id }])
  })

  it('explains to the uninvited, keeps their request, and refuses the switch over HTTP too (A3)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa, { company: 'cedar', invited: false })
    const browser = psa.browser()
    await browser.logIn('cedar', 'admin')

    const before = await browser.get(path)
    await browser.post(`${path}/request-invitation`)
    const after = await browser.get(path)
    const refused = await browser.post('/connect/link-tenant')

    assert.match(before.text, />Request an invitation</)
    assert.doesNotMatch(before.text, /role="switch"|link-tenant/)
    assert.match(after.text, /Requested by The admin/)
    assert.doesNotMatch(after.text, />Request an invitation</)
    assert.equal((await listInvitationRequests(psa))[0]?.company, 'cedar')
    assert.equal((await noticeOf(psa, refused))?.code, 'not_invited')
  })

  it('keeps the switch, to be switched off, after the invitation was withdrawn (A3)', async () => {
    await using psa = await openTestPsa()
    await linked(psa, await aCompany(psa))
    await withdrawInvitation(psa, { company: 'alder', endLinks: true })
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    assert.match((await browser.get(path)).text, /Your invitation has been withdrawn[\s\S]*aria-checked="true"/)
  })

  it('is for admins alone, at the address that the brand gives it (A4)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const [tech, admin] = [psa.browser(), psa.browser()]
    await tech.logIn('alder', 'tech')
    await admin.logIn('alder', 'admin')

    assert.equal((await tech.get(path)).status, 403)
    assert.equal((await tech.post(`${path}/who-may-link`, { kind: 'everyone' })).status, 403)
    assert.equal((await tech.post(`${path}/local-sessions`, { end: '1' })).status, 403)
    assert.equal((await noticeOf(psa, await tech.post('/connect/link-tenant')))?.code, 'not_an_admin')
    assert.equal((await admin.get('/admin/my-company/company-settings/other')).status, 404)
  })
})
