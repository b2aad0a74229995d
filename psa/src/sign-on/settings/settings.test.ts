import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
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
      at = (await browser.get(at)).link(link).href
    }

    assert.equal(at, path)
  })

  it('has a switch that is off, after a sentence that says where it leads (A8)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const page = await browser.get(path)

    const { isOn, description } = page.switch('Log in with IT Complete')
    assert.equal(isOn, false)
    assert.match(description, /Switching this on leads to IT Complete/)
    const { method, address } = page.submission('Log in with IT Complete')
    assert.deepEqual([method, address.pathname], ['post', '/connect/link-tenant'])
  })

  it('stays off when the hub is away, and says so (A8)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const { location } = await browser.post('/connect/link-tenant')
    const told = await browser.get(location ?? '')
    const page = await browser.get(told.location ?? '')

    assert.match(page.alert().text, /IT Complete does not answer right now.*hub_unavailable/)
    assert.equal(page.switch().isOn, false)
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

    const page = await browser.get(path)
    assert.match(page.text, /IT Complete does not know the connection with Alder Organization at the moment/)
    assert.equal(page.switch().isOn, true)

    const dialog = await browser.get(`${path}/switch-off`)
    assert.match(dialog.dialog().text, /Switch off/)
  })

  it('says by how much the clocks of the PSA and the hub differ, and whose is ahead (FC1)', async () => {
    const server = createServer((_, response) => void response.end('{}'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    try {
      await using psa = await openTestPsa({ issuer: `http://127.0.0.1:${port}` })
      await linked(psa, await aCompany(psa))
      const browser = psa.browser()
      await browser.logIn('alder', 'admin')
      const clockOf = async () => {
        const { text } = await browser.get(path)
        return /Clock: (good|problem)\s+(.*?)\s+Module URL/.exec(text)?.slice(1) ?? [text]
      }

      assert.deepEqual(await clockOf(), ['good', 'agrees'])
      psa.wait(30)
      const [near = '', harmless = ''] = await clockOf()
      assert.equal(near, 'good')
      assert.match(harmless, /^The clock of PSA is (30|31|32) seconds ahead\. Up to 60 seconds do no harm\.$/)
      psa.wait(45)
      const [far = '', refused = ''] = await clockOf()
      assert.equal(far, 'problem')
      assert.match(
        refused,
        /differ by (75|76|77) seconds; the clock of PSA is ahead\. With more than 60 seconds no one can/,
      )
      psa.wait(-150)
      assert.match((await clockOf()).join(' '), /^problem .* the clock of IT Complete is ahead/)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('is “connecting” until the hub has confirmed, finishes without script, and can be cancelled (A8)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company, { confirmed: false })
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const page = await browser.get(path)
    assert.equal(page.select('meta[http-equiv="refresh"]').length, 1)
    assert.match(page.select('[data-live]')[0]?.attribute('data-live') ?? '', /it-complete$/)
    const { isOn, isDisabled } = page.switch()
    assert.deepEqual([isOn, isDisabled], [false, true])
    assert.match(page.message().text, /Connecting….*Alder Organization/)
    const cancelled = await browser.post('/connect/cancel-connecting')

    const told = await browser.get(cancelled.location ?? '')
    assert.match((await browser.get(told.location ?? '')).message().text, /You cancelled connecting/)
    const off = await browser.get(path)
    assert.equal(off.switch().isOn, false)
    assert.match(off.text, /has not been told yet/)
  })

  it('tells who is connected, since when, by whom and how many people (A8, A9)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const page = await browser.get(path)

    assert.equal(page.switch('Log in with IT Complete').isOn, true)
    assert.match(page.submission('Log in with IT Complete').address.pathname, /\/it-complete\/switch-off$/)
    assert.match(
      page.text,
      new RegExp(`Connected to the organization ${ORGANIZATION.name}.*admin.*2 of 2 people linked`),
    )
    assert.match(page.text, /IT Complete does not answer right now.*Module URL/)
  })

  it('marks a module URL that leads elsewhere, with the way to mend it (A11)', async () => {
    await using psa = await openTestPsa()
    await linked(psa, await aCompany(psa), { moduleUrl: 'elsewhere' })
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const page = await browser.get(path)

    assert.match(page.text, /leads to another region/)
    assert.equal(page.select(`a[href="${psa.config.issuer}/admin-settings/module-urls"]`).length, 1)
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

  it('refuses chosen roles and named people with none chosen, and shows the choice again (FT7)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    await linked(psa, company, { people: [] })
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const { location } = await browser.post(`${path}/who-may-link`, { kind: 'roles', role: 'admin' })
    assert.match((await browser.get(location ?? '')).text, /Saved/)

    for (const [kind, label, parts] of [
      ['roles', 'Chosen roles', { role: 'nonsense' }],
      ['roles', 'Chosen roles', { user: company.tech.id }],
      ['users', 'Named people', { role: 'admin' }],
      ['users', 'Named people', { user: 'usr_of_another_company' }],
    ] as const) {
      const page = await browser.post(`${path}/who-may-link`, { kind, ...parts })
      assert.equal(page.status, 400)
      assert.match(page.text, /Choose at least one role or person/)
      assert.doesNotMatch(page.text, /Saved/)
      assert.equal(page.field(label).isChecked, true)
    }
    assert.deepEqual(await psa.connect.linkPolicy(company.tenant.id), { kind: 'roles', roles: ['admin'] })
  })

  it('lets local sessions of linked people end with those at the hub, or stay, which is how it begins (P23, T28)', async () => {
    await using psa = await openTestPsa()
    const company = await aCompany(psa)
    const { logInThroughHub } = await linked(psa, company)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const isChecked = async () => (await browser.get(path)).field(/^End PSA sessions/).isChecked
    const setTo = async (form: Record<string, string>) => {
      const { location } = await browser.post(`${path}/local-sessions`, form)
      assert.match((await browser.get(location ?? '')).message().text, /This counts from now on/)
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

    assert.ok(before.button('Request an invitation'))
    assert.deepEqual(before.switches(), [])
    assert.doesNotMatch(before.body, /link-tenant/)
    assert.match(after.text, /Requested by The admin/)
    assert.deepEqual(after.buttons('Request an invitation'), [])
    assert.equal((await listInvitationRequests(psa))[0]?.company, 'cedar')
    assert.equal((await noticeOf(psa, refused))?.code, 'not_invited')
  })

  it('keeps the switch, to be switched off, after the invitation was withdrawn (A3)', async () => {
    await using psa = await openTestPsa()
    await linked(psa, await aCompany(psa))
    await withdrawInvitation(psa, { company: 'alder', endLinks: true })
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const page = await browser.get(path)
    assert.match(page.text, /Your invitation has been withdrawn/)
    assert.equal(page.switch().isOn, true)
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
