import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { kyselyStore } from '@lanyard/connect/kysely'
import { silentLog } from '@lanyard/running'
import { readToBreak } from '@lanyard/running/testing'
import { inTransaction, insertMany } from '@lanyard/storage'
import { verifyChain } from '@lanyard/storage/audit-chain'
import { findFreePort } from '@lanyard/storage/testing'
import type { Page } from '@lanyard/ui/testing'
import { aCompany, anEmployee, asAdmin, type TestCompany } from '../../../testing/a-company.ts'
import { openTestPsa, type TestPsa } from '../../../testing/open-test-psa.ts'
import type { TestBrowser } from '../../../testing/test-browser.ts'
import { auditSources } from '../../audit/audit-source.ts'
import { sealActs } from '../../audit/seal-acts.ts'
import type { Employee } from '../../employees/employee.ts'
import { renameEmployee } from '../../employees/rename-employee.ts'
import { newAuditId } from '../../ids.ts'
import { requestInvitation } from '../../invitations/request-invitation.ts'
import { startPsa } from '../../server.ts'
import { endUserSessions } from '../../sessions/end-session.ts'

let psa: TestPsa
let alder: TestCompany
let admin: TestBrowser

before(async () => {
  psa = await openTestPsa()
  alder = await aCompany(psa)
  await aCompany(psa, { company: 'birch' })
  await kyselyStore(psa.db).transaction(({ audit }) =>
    audit.write({
      auditId: 'aud_shared_with_the_hub',
      at: psa.now(),
      action: 'signed_in',
      tenantId: alder.tenant.id,
      userId: alder.tech.id,
    }),
  )
  admin = psa.browser()
  await admin.logIn('alder', 'admin')
})
after(() => psa[Symbol.asyncDispose]())

const whatOf = (page: Page) => page.tables().flatMap((table) => table.column('What'))

describe('the audit of a company', () => {
  it('shows the acts of the PSA and of the kit together, newest first', async () => {
    const page = await admin.get('/admin/audit')

    assert.equal(whatOf(page)[0], 'Logged in through IT Complete')
    assert.ok(whatOf(page).some((what) => what.startsWith('Employee added')))
    assert.equal(page.table().column('Who')[0], 'The tech (today’s name)')
    assert.match(page.table().rows[0]?.text ?? '', /aud_shared_with_the_hub/)
    assert.ok((await admin.get('/admin')).links().some(({ href }) => href === '/admin/audit'))
  })

  it('filters by day and act', async () => {
    const day = (days: number) => Temporal.Now.plainDateISO().add({ days }).toString()
    const find = async (query: string) => whatOf(await admin.get(`/admin/audit?${query}`))

    assert.deepEqual(await find(`act=signed_in&from=${day(0)}&to=${day(0)}`), ['Logged in through IT Complete'])
    assert.equal((await find('act=employee.created')).length, 2)
    assert.deepEqual(await find(`from=${day(1)}`), [])
    assert.deepEqual(await find(`to=${day(-1)}`), [])
  })

  it('refuses filters that are none, on the page itself', async () => {
    for (const query of [
      '?from=x',
      '?from=2026-02-02&to=2026-02-01',
      '?act=%27',
      '?after=x',
      '/export',
      '/export?format=x',
    ]) {
      const page = await admin.get(`/admin/audit${query}`)
      assert.equal(page.status, 400, query)
      assert.match(page.alert().text, /audit_filter_invalid/, query)
      assert.equal(page.headline, 'Audit')
    }
  })

  it('is for admins, and tells nothing of other companies', async () => {
    const tech = psa.browser()
    await tech.logIn('alder', 'tech')
    const birch = psa.browser()
    await birch.logIn('birch', 'admin')

    for (const path of ['/admin/audit', '/admin/audit/export?format=json'])
      assert.equal((await tech.get(path)).status, 403)
    assert.doesNotMatch((await birch.get('/admin/audit/export?format=json')).body, new RegExp(alder.tenant.id))
  })

  it('is exported as a list, and as JSON with the seals by which anyone can check it', async () => {
    psa.wait(60)
    await sealActs(psa, { thorough: true })
    const { head, problem } = await verifyChain(psa.db, alder.tenant.id, { sources: auditSources })

    const csv = await admin.get('/admin/audit/export?format=csv&act=signed_in')
    const json = await admin.get('/admin/audit/export?format=json')

    assert.match(csv.headers.get('content-disposition') ?? '', /^attachment; filename="audit-alder\.csv"$/)
    assert.match(
      csv.body,
      /^when_utc,actor,actor_kind,act,subject,where,details,reference,[^]*\r\n[^,]+Z,The tech \(today’s name\),Person,Logged in through IT Complete,The tech \(today’s name\),,,aud_shared_with_the_hub,signed_in,/,
    )
    assert.equal(csv.body.trim().split('\r\n').length, 2)
    const { entries, batches } = JSON.parse(json.body) as {
      entries: { entry: { table: string } }[]
      batches: { hash: string }[]
    }
    assert.deepEqual(new Set(entries.map(({ entry }) => entry.table)), new Set(['audit_entries', 'connect_audit']))
    assert.deepEqual([problem, batches.at(-1)?.hash], [null, head])
  })

  it('is exported without a cell that a spreadsheet would run', async () => {
    await using own = await openTestPsa()
    const { admin } = await aCompany(own, { invited: false })
    await requestInvitation(own, { tenant: admin.tenant, by: await asAdmin(own, admin) })
    await renameEmployee(own, { employee: admin, name: '=HYPERLINK("https://evil.example")', by: 'operator' })
    const visitor = own.browser()
    await visitor.logIn('alder', 'admin')

    const { body } = await visitor.get('/admin/audit/export?format=csv')

    assert.match(body, /HYPERLINK/)
    assert.doesNotMatch(body, /(^|,)"?=HYPERLINK/m)
  })

  it('breaks its export off where the database is lost in the middle', async () => {
    await using lost = await openTestPsa()
    await aCompany(lost)
    let broken = 0
    const visitor = lost.browser({ breakOff: () => void broken++ })
    await visitor.logIn('alder', 'admin')
    await lost.db.schema.alterTable('audit_entries').renameTo('audit_out_of_reach').execute()

    for (const format of ['csv', 'json']) await visitor.get(`/admin/audit/export?format=${format}`)

    assert.equal(broken, 2)
  })

  it('breaks its export off for an admin whose sessions end while it is read, and is whole for another (FE1)', async () => {
    const port = await findFreePort()
    const origin = `http://localhost:${port}`
    await using long = await openTestPsa({ origin, listen: { host: '127.0.0.1', port } })
    const company = await aCompany(long)
    const other = await anEmployee(long, company.tenant, { username: 'other', role: 'admin' })
    await insertMany(long.db, 'audit_entries', manyActs(company, other))
    const server = await startPsa({ ...long.config, database: long.database.location }, silentLog)
    try {
      const begin = async (username: string) => {
        const browser = long.browser()
        await browser.logIn('alder', username)
        const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
        const ask = (format: string) => fetch(`${origin}/admin/audit/export?format=${format}`, { headers: { cookie } })
        return Promise.all(['csv', 'json'].map(ask))
      }
      const [lost, kept] = [await begin('admin'), await begin('other')]

      await inTransaction(long, (psa) => endUserSessions(psa, company.admin.id))

      for (const [answers, expected] of [
        [lost, false],
        [kept, true],
      ] as const)
        for (const answer of answers) {
          const { text, isWhole } = await readToBreak(answer)
          const told = [answer.status, text.includes('n1000'), text.includes('n2999'), isWhole]
          assert.deepEqual(told, [200, true, expected, expected])
        }
    } finally {
      await server.close()
    }
  })
})

/** More acts than a connection holds, so that a browser that reads no further keeps its file waiting. */
function manyActs({ tenant }: TestCompany, { id: actor }: Employee) {
  const act = { tenant_id: tenant.id, actor, act: 'employee.created', name_hashes: null }
  return Array.from({ length: 2000 }, (_, at) => {
    return { ...act, id: newAuditId(), at, subject: `n${1000 + at}${'-'.repeat(at < 250 ? 20_000 : 0)}` }
  })
}
