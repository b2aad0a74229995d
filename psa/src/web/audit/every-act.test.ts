import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type AuditAction, kyselyStore } from '@lanyard/connect/kysely'
import { eraseNames, verifyChain } from '@lanyard/storage/audit-chain'
import { aCompany, asAdmin, type TestCompany } from '../../../testing/a-company.ts'
import { linked, ORGANIZATION } from '../../../testing/linked.ts'
import { openTestPsa, type TestPsa } from '../../../testing/open-test-psa.ts'
import type { TestBrowser } from '../../../testing/test-browser.ts'
import { type ActName, rules } from '../../acts/rules.ts'
import { auditSources } from '../../audit/audit-source.ts'
import { recordAct } from '../../audit/record-act.ts'
import { sealActs } from '../../audit/seal-acts.ts'
import { deactivateEmployee } from '../../employees/deactivate-employee.ts'
import { deleteEmployee } from '../../employees/delete-employee.ts'
import { renameEmployee } from '../../employees/rename-employee.ts'

const own = Object.keys(rules) as ActName[]
/** Ids, codes and numbers of milliseconds, as programs write them. */
const INSIDE = /[a-z]_|_[a-z]|(?<!@)\b[a-z]{2,}\.[a-z]{2,}|[\w-]{20,}|\d{6,}|undefined|null|batch/

let psa: TestPsa
let alder: TestCompany
let admin: TestBrowser
let ofKit: readonly AuditAction[]

/** Who acts in what the kit writes, and how they and the person are told; an earlier version wrote no one. */
const DOERS = [
  ['user', 'Tess Then', 'Tess Then'],
  ['hub', 'IT Complete', 'tech@alder.example'],
  ['product', 'PSA', 'tech@alder.example'],
  ['operator', 'Operator', 'tech@alder.example'],
  [undefined, null, 'The tech (today’s name)'],
] as const

/** Who is told as the actor where none was written: the act itself says it, or no one does. */
const UNSIGNED: Readonly<Record<string, string>> = {
  logged_out_at_hub: 'IT Complete',
  tenant_link_resumed: 'PSA',
  user_link_restored: 'Not recorded',
}

const isAboutUser = (act: ActName) => act.startsWith('employee.') || act.startsWith('password.')

before(async () => {
  psa = await openTestPsa()
  alder = await aCompany(psa)
  const { tenant, tech } = alder
  const { linkId } = await linked(psa, alder)
  const { acts } = psa.words.audit
  ofKit = Object.keys(acts).filter((act): act is AuditAction => !(own as readonly string[]).includes(act))
  for (const [index, act] of own.entries()) {
    const actor = index % 2 === 0 ? alder.admin.id : ('operator' as never)
    const subject = isAboutUser(act) ? tech.id : tenant.id
    await recordAct(psa, { tenant: tenant.id, actor, act: act as 'sign_on.switched_off', subject })
  }
  const { audit } = kyselyStore(psa.db).records
  for (const [index, action] of ofKit.entries()) {
    const [doer] = DOERS[index % DOERS.length] ?? []
    const actor = doer === 'user' ? (`user:${tech.id}` as const) : doer
    const details = { reason: 'approver_not_master', code: 'not_an_admin', cause: 'account_disabled', sessionsEnded: 2 }
    const about = { auditId: `aud_${index}`, at: psa.now(), tenantId: tenant.id, userId: tech.id, linkId, details }
    const names = { organization: 'Alder Organization', account: 'tech@alder.example' }
    const named = doer === 'user' ? { ...names, actor: 'Tess Then' } : names
    await audit.write({ ...about, action, ...(actor && { actor, names: named }) })
  }
  admin = psa.browser()
  await admin.logIn('alder', 'admin')
})
after(() => psa[Symbol.asyncDispose]())

interface Row extends Record<
  'actor' | 'actor_kind' | 'act' | 'subject' | 'where' | 'details' | 'act_id' | 'reference',
  string
> {}

async function taken(): Promise<readonly Row[]> {
  const { body } = await admin.get('/admin/audit/export?format=csv')
  const [columns = [], ...rows] = body.trim().split('\r\n').map(readLine)
  return rows.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])) as Row)
}

/** No name in these tests has a line end. */
function readLine(line: string): string[] {
  const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)
  return [...cells].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain)
}

const lastOf = async (act: string) => (await taken()).findLast(({ act_id: id }) => id === act)

describe('every act of a company in the PSA', () => {
  it('is told with who did it and to whom, in no word that is for programs alone (FW1)', async () => {
    const rows = await taken()
    assert.ok(ofKit.length > 12)
    assert.deepEqual(
      [...own, ...ofKit].filter((act) => !rows.some(({ act_id: id }) => id === act)),
      [],
    )
    for (const { act_id: id, actor, actor_kind: kind, act, subject, where, details } of rows) {
      for (const text of [actor, kind, act, subject]) assert.match(text, /\p{L}/u, id)
      for (const text of [actor, kind, act, subject, where, details]) assert.doesNotMatch(text, INSIDE, id)
      assert.doesNotMatch(act, /does not know/, id)
    }
    for (const [index, act] of own.entries()) {
      const { actor, subject } = rows.findLast(({ act_id: id }) => id === act) ?? ({} as Row)
      assert.deepEqual(
        [actor, subject],
        [index % 2 === 0 ? 'The admin' : 'Operator', isAboutUser(act) ? 'The tech' : 'PSA company alder MSP'],
        act,
      )
    }
    for (const [index, act] of ofKit.entries()) {
      const row = rows.find(({ reference }) => reference === `aud_${index}`)
      const [, actor, person] = DOERS[index % DOERS.length] ?? []
      const subject = act.startsWith('tenant_link_') || act.endsWith('_policy_set') ? 'PSA company alder MSP' : person
      assert.deepEqual([row?.actor, row?.subject], [actor ?? UNSIGNED[act], subject], act)
    }
    const page = await admin.get('/admin/audit')
    for (const row of page.table().rows) {
      for (const column of ['Who', 'What', 'To whom']) {
        assert.match(row.cell(column).text, /\p{L}/u)
        assert.doesNotMatch(row.cell(column).text, INSIDE)
      }
    }
  })

  it('has the organization in the row of a connection, so that two connections are two rows (FW1)', async () => {
    assert.equal((await lastOf('tenant_link_ended'))?.where, `${ORGANIZATION.name} at ${psa.words.audit.hub}`)
    assert.equal((await lastOf('tenant_link_ended'))?.subject, 'PSA company alder MSP')
  })
})

describe('the end of a link', () => {
  it('names the admin who deactivated them as the one who did it, also in what the kit writes (FW1)', async () => {
    await using world = await openTestPsa()
    const company = await aCompany(world)
    await linked(world, company)
    await deactivateEmployee(world, { employee: company.tech, by: await asAdmin(world, company.admin) })
    const browser = world.browser()
    await browser.logIn('alder', 'admin')

    const page = await browser.get('/admin/audit')

    const told = page.table().rows.map((row) => ['Who', 'What', 'To whom'].map((column) => row.cell(column).text))
    const [unlinked, deactivated] = ['Employee unlinked', 'Employee deactivated'].map((act) =>
      told.find(([, what]) => what?.startsWith(act)),
    )
    assert.deepEqual([unlinked?.[0], deactivated?.[0]], ['The admin', 'The admin'])
    for (const row of [unlinked, deactivated]) assert.match(row?.[2] ?? '', /^The tech/)
    assert.match(unlinked?.[1] ?? '', /no longer an employee who works in PSA/)
  })

  it('keeps the names of then, which can be erased, and the chain verifies (FW1)', async () => {
    await using world = await openTestPsa()
    const company = await aCompany(world)
    await linked(world, company)
    const { admin, tech, tenant } = company
    await deleteEmployee(world, { employee: tech, by: await asAdmin(world, admin) })
    await renameEmployee(world, { employee: admin, name: 'Another Name', by: 'operator' })
    world.wait(60)
    await sealActs(world, { thorough: true })
    const browser = world.browser()
    await browser.logIn('alder', 'admin')
    const read = async () => (await browser.get('/admin/audit')).text
    assert.match(await read(), /The admin\s+Employee deleted\s+The tech/)

    assert.ok((await eraseNames(world.db, auditSources, tech.id)) >= 3)

    assert.match(await read(), /The admin\s+Employee deleted\s+A person whose name was erased/)
    assert.doesNotMatch(await read(), /The tech|tech@/)
    assert.equal((await verifyChain(world.db, tenant.id, { sources: auditSources })).problem, null)
  })
})
