import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { kyselyStore } from '@lanyard/connect/kysely'
import { readPage } from '@lanyard/ui/testing'
import { addDevices } from './devices.ts'
import { aCompany, openTestRmm, PASSWORD, readWithNotice } from '../testing.ts'
import type { TestRmm } from '../testing.ts'
import { beginSession, forgetEndedSessions, sessionCookie } from './sessions.ts'

describe("RMM's own login", () => {
  it('shows a company its own devices only, seen at a time whose zone it names (FC2)', async () => {
    await using rmm = await openTestRmm()
    const alder = await aCompany(rmm)
    const birch = await aCompany(rmm, { company: 'birch' })
    const device = { system: 'Debian', state: 'online', seen_at: 0 } as const
    await addDevices(rmm.db, alder.companyId, [{ name: 'ALDER-1', ...device }])
    await addDevices(rmm.db, birch.companyId, [{ name: 'BIRCH-1', ...device }])
    const browser = rmm.browser()

    const answer = await browser.logIn('alder', 'tech')
    const page = await (await browser.get('/')).text()

    assert.equal(answer.headers.get('location'), '/')
    assert.match(readPage(page).text, /ALDER-1.* 1 Jan 1970, 00:00 UTC/)
    assert.doesNotMatch(page, /BIRCH-1/)
  })

  it('gives one answer to a wrong company, username and password (T29)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const tries = [
      ['elder', 'tech', PASSWORD],
      ['alder', 'teck', PASSWORD],
      ['alder', 'tech', 'wrong'],
    ] as const
    const answers = await Promise.all(
      tries.map(async ([company, username, password]) => {
        const answer = await rmm.browser().logIn(company, username, password)
        const page = await answer.text()
        return {
          status: answer.status,
          page: page.replace(`value="${company}"`, '').replace(`value="${username}"`, ''),
        }
      }),
    )

    assert.equal(answers[0]?.status, 401)
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
  })

  it('keeps an inactive person out', async () => {
    await using rmm = await openTestRmm()
    const { techId } = await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'tech')
    await rmm.db.updateTable('people').set({ active: 0 }).where('id', '=', techId).execute()

    assert.equal((await browser.get('/')).status, 303)
    assert.equal((await rmm.browser().logIn('alder', 'tech')).status, 401)
  })

  it('leads back to the page first asked for, and never to another site (T18)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const asked = await rmm.browser().get('/my-settings')
    assert.equal(asked.headers.get('location'), '/login?then=%2Fmy-settings')

    const targets = {
      '/my-settings': '/my-settings',
      '//evil.example': '/',
      '/\\evil.example': '/',
      'https://evil.example': '/',
    }
    for (const [then, expected] of Object.entries(targets)) {
      const fields = { company: 'alder', username: 'tech', password: PASSWORD, then }
      const answer = await rmm.browser().post('/login', fields)
      assert.equal(answer.headers.get('location'), expected, then)
    }
  })

  it('begins a session under a new id at every login, and ends it at logout (T39)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'tech')
    await browser.logIn('alder', 'admin')
    assert.equal((await rmm.db.selectFrom('sessions').selectAll().execute()).length, 1)

    await browser.post('/logout')
    assert.equal((await rmm.db.selectFrom('sessions').selectAll().execute()).length, 0)
    assert.equal((await browser.get('/')).status, 303)
  })

  it('knows a session by its secret, of which the database has only a hash', async () => {
    await using rmm = await openTestRmm()
    const { companyId, techId } = await aCompany(rmm)
    const request = { tenantId: companyId, userId: techId, productSessionId: null, replaces: null }
    const { id, cookies } = await beginSession(rmm.db, rmm.cookie, request)
    const [cookie = ''] = cookies
    const secret = cookie.split(';')[0]?.split('.')[1] ?? ''

    const rows = JSON.stringify(await rmm.db.selectFrom('sessions').selectAll().execute())
    assert.ok(secret.length >= 43 && !rows.includes(secret))
    const forged = await rmm.browser().get('/', { cookie: `${rmm.cookie.name}=${id}.${'x'.repeat(43)}` })
    assert.equal(forged.status, 303)
  })

  it('leave no row once they have ended (FR10)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    await rmm.browser().logIn('alder', 'tech')
    await rmm.browser().logIn('alder', 'admin')
    const rows = () => rmm.db.selectFrom('sessions').select('person_id').execute()
    await forgetEndedSessions(rmm.db)
    const [first] = await rows()
    assert.equal((await rows()).length, 2)

    const ended = { expires_at: Date.now() - 1 }
    await rmm.db
      .updateTable('sessions')
      .set(ended)
      .where('person_id', '=', first?.person_id ?? '')
      .execute()
    await forgetEndedSessions(rmm.db)

    assert.equal((await rows()).length, 1)
  })

  it('binds the cookie to its host over https', () => {
    assert.deepEqual(sessionCookie('https://rmm.example'), {
      name: '__Host-rmm_session',
      attributes: 'Path=/; HttpOnly; SameSite=Lax; Secure',
    })
  })
})

describe("RMM's pages about the hub", () => {
  it('offer an admin the switch, with the hub away (A8, B15)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'admin')

    const page = readPage(await (await browser.get('/admin/it-complete')).text())
    assert.equal(page.switch('Log in with IT Complete').isOn, false)
  })

  it('are an admin’s: others get 403 (A4)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'tech')

    for (const path of ['/admin/it-complete', '/admin/it-complete/switch-off']) {
      assert.equal((await browser.get(path)).status, 403, path)
    }
    assert.equal((await browser.post('/admin/it-complete/switch-off', { password: PASSWORD })).status, 403)
  })

  it('let an uninvited company ask for an invitation, once (A3)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm, { invited: false })
    const browser = rmm.browser()
    await browser.logIn('alder', 'admin')
    const before = readPage(await (await browser.get('/admin/it-complete')).text())
    const { address } = before.submission('Request an invitation')
    assert.deepEqual(before.switches(), [])

    await browser.post(address.pathname)
    const after = readPage(await (await browser.get('/admin/it-complete')).text())
    assert.deepEqual(after.buttons('Request an invitation'), [])
    assert.match(after.text, /where your account manager finds it/)
  })

  it('hide Enable while the company is not connected (A14)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'tech')

    const page = readPage(await (await browser.get('/my-settings')).text())
    assert.deepEqual(page.buttons(/^Enable/), [])
    assert.match(page.text, /not connected to IT Complete\. Ask your RMM admin\./)
  })

  it('say that a link rests while the hub does not know the connection', async () => {
    await using rmm = await openTestRmm()
    await link(rmm, await aCompany(rmm))
    const browser = rmm.browser()
    await browser.logIn('alder', 'tech')
    const read = async () => (await browser.get('/my-settings')).text()
    const known = await read()

    await rmm.db
      .withTables<{ connect_tenant_links: { suspended_at: number } }>()
      .updateTable('connect_tenant_links')
      .set({ suspended_at: 1 })
      .execute()

    assert.match(known, /Linked to tech@alder\.example/)
    assert.doesNotMatch(known, /does not know the connection/)
    assert.match(await read(), /does not know the connection with your company[^]*Linked to tech@alder\.example/)
  })

  it('say at the logout of a linked person that the session at the hub may go on (FS6)', async () => {
    await using rmm = await openTestRmm()
    await link(rmm, await aCompany(rmm))
    const leave = async (username: string) => {
      const browser = rmm.browser()
      await browser.logIn('alder', username)
      await browser.post('/logout')
      return (await browser.get('/login')).text()
    }

    assert.match(await leave('tech'), /You are logged out of RMM/)
    assert.match(await leave('admin'), /You are logged out\./)
  })

  it('tell the success of a link while it stands, and on the login page not at all (FE1)', async () => {
    await using rmm = await openTestRmm()
    const company = await aCompany(rmm)
    await link(rmm, company)
    const about = { tenantId: company.companyId, userLink: { id: 'uln_1', userId: company.techId } }
    const details = { organization: 'Alder MSP', account: 'tech@alder.example' }
    const notice = { kind: 'done', code: 'user_linked', reference: 'TESTREFERENCE', details, about } as const
    await kyselyStore(rmm.db).records.notices.insert('ntc_1', notice, Date.now())
    const browser = rmm.browser()
    await browser.logIn('alder', 'tech')
    const isTold = async (path: string) => readPage(await readWithNotice(browser, path, 'ntc_1')).messages().length > 0
    assert.deepEqual([await isTold('/'), await isTold('/my-settings'), await isTold('/login')], [true, true, false])

    await browser.post('/my-settings/disable', { password: PASSWORD })
    await browser.get('/')

    assert.deepEqual([await isTold('/'), await isTold('/my-settings'), await isTold('/login')], [false, false, false])
  })

  it('ask for the right password before anything ends (A19, A20)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'admin')

    for (const path of ['/admin/it-complete/switch-off', '/my-settings/disable']) {
      assert.equal((await browser.post(path, { password: 'wrong' })).status, 401, path)
      // Right, but there is nothing to end: the kit refuses, and RMM says so.
      assert.equal((await browser.post(path, { password: PASSWORD })).status, 409, path)
    }
  })
})

describe('requests that no page of RMM sends', () => {
  it('are refused: forms of other sites (T1, T44)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'tech')

    assert.equal((await browser.post('/logout', {}, { origin: 'https://evil.example' })).status, 403)
    assert.equal((await browser.post('/logout', {}, { 'sec-fetch-site': 'cross-site' })).status, 403)
    assert.equal((await browser.get('/')).status, 200)
  })

  it('are refused: oversized and unreadable forms, unknown pages', async () => {
    await using rmm = await openTestRmm()
    const browser = rmm.browser()

    assert.equal((await browser.post('/login', { company: 'x'.repeat(20_000) })).status, 413)
    assert.equal((await browser.post('/login', {}, { 'content-encoding': 'nonsense' })).status, 415)
    assert.equal((await browser.get('/nowhere')).status, 404)
  })

  it('get a policy that lets nothing inline run, and forms lead to the hub alone (T40, FX10)', async () => {
    await using rmm = await openTestRmm()
    const { headers } = await rmm.browser().get('/login')
    const policy = headers.get('content-security-policy') ?? ''

    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'/)
    assert.match(policy, /form-action 'self' http:\/\/localhost:9;/)
    assert.match(`${policy} ${headers.get('x-frame-options')}`, /frame-ancestors 'none'.* DENY$/)
    assert.doesNotMatch(policy, /unsafe/)
  })
})

/** Links a company and its technician, by the rows that the kit's ceremonies leave behind. */
async function link(
  { db, issuer }: TestRmm,
  { companyId: tenantId, techId: userId }: Awaited<ReturnType<typeof aCompany>>,
): Promise<void> {
  const whose = { tenantId, issuer, organizationId: 'org_alder', organizationName: 'Alder MSP' }
  const admin = { adminUserId: 'usr_admin', adminName: 'admin', member: null, auditId: 'aud_1', pendingAt: 1 }
  const member = { subject: 'acc_tech', accountName: 'tech@alder.example', memberEpoch: 1, lastUsedAt: null }
  await kyselyStore(db).transaction(async ({ tenantLinks, userLinks }) => {
    await tenantLinks.takePlace({ id: 'lnk_1', ...whose, ...admin, state: 'pending', tries: 0, nextTryAt: 1 })
    await tenantLinks.activate('lnk_1', 1, 'here')
    const own = { id: 'uln_1', userId, state: 'active', linkId: 'lnk_1', linkedAt: 1 } as const
    await userLinks.insert({ ...own, ...whose, ...member })
  })
}
