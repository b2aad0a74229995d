import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { verifyChain } from '@lanyard/storage/audit-chain'
import { asPerson, operator, psaUs } from '../../../testing.ts'
import { auditSources } from '../../records/audit/audit-source.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { sealActs } from '../../records/audit/seal-acts.ts'
import { MINUTE } from '../../clock.ts'
import { type Seen } from '@lanyard/ui/testing'
import { newId, type OrganizationId } from '../../ids.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { type Person, startTestSite, type TestSite } from '../testing/start-test-site.ts'
import type { VisitedPage, Visitor } from '../testing/visitor.ts'

let site: TestSite
let alder: OrganizationId
let master: Person
let browser: Visitor

before(async () => {
  site = await startTestSite()
  alder = await site.addOrganization('alder', 'Alder MSP')
  master = await site.addPerson(alder, 'master', 'master')
  const tech = await site.addPerson(alder, 'tech')
  await site.connect(master, psaUs, 'Alder')
  await deactivateMember(site.hub, { member: tech.member.id, by: asPerson(site.hub, master.member.id) })
  browser = await site.logIn(master)
})
after(() => site[Symbol.asyncDispose]())

const path = '/admin-settings/audit'
/** What was done to whom, without the details below it. */
function whatOf(page: VisitedPage): string[] {
  const rows = page.tables().flatMap((table) => table.rows)
  return rows.map((row) => `${withoutSmall(row.cell('What'))}: ${withoutSmall(row.cell('To whom'))}`)
}

function withoutSmall(cell: Seen): string {
  return cell.select('small').reduce((text, small) => text.replace(small.text, '').trim(), cell.text)
}

describe('the audit page', () => {
  it('says who did what to whom, newest first, in the words of people', async () => {
    const page = await browser.get(path)

    const what = whatOf(page)
    assert.deepEqual(what.slice(0, 2), ['Logged in: alder master', 'Member deactivated: alder tech'])
    assert.ok(what.includes('Connection confirmed by the product: PSA company Alder company (US)'))
    const who = page.table().column('Who')
    assert.ok(who.includes('alder master') && who.includes('Operator test'))
    assert.match(page.text, /Not yet/)
  })

  it('shows that there is an act that it has no words for, and nothing of what is written into it (FW1)', async () => {
    const act = { auditId: newId('aud'), organization: alder, actor: operator, subject: '<b>x</b>' }
    await recordAct(site.hub, { ...act, action: 'moon.land' as 'client.add' })

    const page = await browser.get(path)

    assert.equal(whatOf(page)[0], 'Something that this version has no words for: Something else')
    assert.doesNotMatch(page.text, /moon|<b>/)
  })

  it('filters by day, act, person and audit id', async () => {
    const find = async (query: string) => whatOf(await browser.get(`${path}?${query}`))
    const day = (days: number) => Temporal.Now.plainDateISO().add({ days }).toString()

    const [{ audit_id: auditId } = { audit_id: '' }] = await site.hub.db
      .selectFrom('audit')
      .select('audit_id')
      .where('action', '=', 'member.deactivate')
      .execute()
    const found = {
      act: await find('act=member.deactivate'),
      person: await find('person=TECH'),
      operator: await find('person=test&act=organization.create'),
      nobody: await find('person=nobody'),
      auditId: await find(`audit_id=${auditId}`),
      today: (await find(`from=${day(0)}&to=${day(0)}&act=member.add`)).length,
      tomorrow: await find(`from=${day(1)}`),
      yesterday: await find(`to=${day(-1)}`),
    }

    assert.deepEqual(found, {
      act: ['Member deactivated: alder tech'],
      person: ['Member deactivated: alder tech', 'Member added: alder tech'],
      operator: ['Organization created: Alder MSP'],
      nobody: [],
      auditId: ['Member deactivated: alder tech'],
      today: 2,
      tomorrow: [],
      yesterday: [],
    })
  })

  it('finds people and operators in any case and composition (FT6)', async () => {
    const act = { auditId: newId('aud'), organization: alder, subject: alder }
    await recordAct(site.hub, { ...act, actor: 'operator:O\u0308zil Ünal', action: 'organization.suspend' })

    for (const person of ['özil', 'ÖZIL', 'o\u0308zil', 'Ünal']) {
      const found = await browser.get(`${path}?act=organization.suspend&person=${encodeURIComponent(person)}`)
      assert.equal(whatOf(found).length, 1, person)
    }
  })

  it('refuses filters that are none, and keeps what was typed', async () => {
    const wrong = [
      'from=2026-02-30',
      'to=x',
      'from=2026-02-02&to=2026-02-01',
      'act=%27',
      'audit_id=x',
      'person=%07',
      'after=1',
    ]

    for (const query of [
      ...wrong.map((one) => `?${one}`),
      '/export',
      '/export?format=xml',
      '/export?format=csv&to=x',
    ]) {
      const page = await browser.get(path + query)
      assert.equal(page.status, 400, query)
      assert.match(page.alert().text, /audit_filter_invalid/, query)
    }
    assert.equal((await browser.get(`${path}?audit_id=x`)).field('Reference').value, 'x')
  })

  it('leads from page to page through a long audit', async () => {
    for (let count = 0; count < 60; count += 1) {
      const act = { auditId: newId('aud'), organization: alder, actor: operator, details: { name: `n${count}` } }
      await recordAct(site.hub, { ...act, subject: 'client', action: 'client.add' })
    }

    const first = await browser.get(`${path}?act=client.add`)
    const second = await browser.get(first.link(/^Older/).href)

    const names = [first, second].map((page) => page.text.match(/name: n\d+/g) ?? [])
    assert.deepEqual([names[0]?.length, names.flat().length, new Set(names.flat()).size], [50, 60, 60])
    assert.match(second.text, /Newest/)
    assert.doesNotMatch(second.text, /Older/)
  })

  it('is for masters, and tells nothing of other organizations or of accounts (T36)', async () => {
    const birch = await site.addOrganization('birch', 'Birch IT')
    const stranger = await site.addPerson(birch, 'master', 'master')
    const member = await site.logIn(await site.addPerson(birch, 'tech'))
    const foreign = await site.logIn(stranger)

    const [page, exported] = [await foreign.get(path), await foreign.get(`${path}/export?format=json`)]

    for (const { body } of [page, exported]) assert.doesNotMatch(body, /alder|password\.set/i)
    assert.equal((await member.get(path)).status, 403)
    assert.equal((await member.get(`${path}/export?format=json`)).status, 403)
  })
})

describe('the audit’s export', () => {
  it('gives a list that spreadsheets run nothing of', async () => {
    await recordAct(site.hub, {
      auditId: newId('aud'),
      organization: alder,
      actor: operator,
      action: 'organization.rename',
      subject: alder,
      details: { name: '=cmd()' },
    })
    site.hub.pass(1)
    await recordAct(site.hub, {
      auditId: newId('aud'),
      organization: alder,
      actor: 'operator:=cmd()',
      action: 'organization.rename',
      subject: '=cmd()',
    })

    const answer = await browser.get(`${path}/export?format=csv&act=organization.rename`)
    const rows = parse(answer.body, { columns: true, bom: true }) as Record<string, string>[]

    assert.deepEqual(
      rows.map(({ act_id: act, subject_id: subject, actor, details, batch }) => [act, subject, actor, details, batch]),
      [
        ['organization.rename', 'alder', 'Operator test', 'name: =cmd()', ''],
        ['organization.rename', "'=cmd()", 'Operator =cmd()', '', ''],
      ],
    )
  })

  it('gives every column, seals and batches, by which anyone can check it', async () => {
    site.hub.pass(MINUTE)
    await sealActs(site.hub, { thorough: true })
    const { head } = await verifyChain(site.hub.db, 'alder', { sources: auditSources })

    const { body } = await browser.get(`${path}/export?format=json`)

    const { entries, batches } = JSON.parse(body) as {
      entries: { entry: Record<string, unknown>; seal: { place: number } | null }[]
      batches: { hash: string; hashes: string[] }[]
    }
    assert.deepEqual(Object.keys(entries[0]?.entry ?? {}).sort(), [
      'account',
      'action',
      'actor',
      'at',
      'audit_id',
      'details',
      'id',
      'name_hashes',
      'organization',
      'subject',
      'table',
    ])
    assert.equal(batches.at(-1)?.hash, head)
    assert.equal(batches[0]?.hashes.length, entries.filter(({ seal }) => seal !== null).length)
  })

  it('breaks off where the database is lost in the middle, and says why in the log alone', async (test) => {
    await using lost = await startTestSite()
    const birch = await lost.addOrganization('birch', 'Birch IT')
    const visitor = await lost.logIn(await lost.addPerson(birch, 'master', 'master'))
    const log = test.mock.method(lost.hub.log, 'error')
    const console = test.mock.method(globalThis.console, 'error')
    await lost.hub.db.schema.alterTable('audit').renameTo('audit_out_of_reach').execute()

    for (const format of ['json', 'csv']) await assert.rejects(visitor.get(`${path}/export?format=${format}`))

    const written = log.mock.calls.map(({ arguments: [line] }) => line as { event: string; reference: string })
    assert.deepEqual(
      written.map(({ event }) => event),
      ['failed', 'failed'],
    )
    assert.ok(written.every(({ reference }) => /^[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(reference)))
    assert.equal(console.mock.callCount(), 0)
  })
})
