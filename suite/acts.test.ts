import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { Rule as HubRule } from '@lanyard/hub/src/records/acts/rule.ts'
import { rules as hubRules } from '@lanyard/hub/src/records/acts/rules.ts'
import { MINUTE } from '@lanyard/hub/src/clock.ts'
import { pages } from '@lanyard/hub/src/web/pages.ts'
import { startTestSite } from '@lanyard/hub/src/web/testing/start-test-site.ts'
import { type Rule as PsaRule, rules as psaRules } from '@lanyard/psa/src/acts/rules.ts'
import { aCompany } from '@lanyard/psa/testing/a-company.ts'
import { openTestPsa } from '@lanyard/psa/testing/open-test-psa.ts'
import { listDoors } from './list-doors.ts'

const HUB: Readonly<Record<string, HubRule>> = hubRules
const PSA: Readonly<Record<string, PsaRule>> = psaRules
const page = readFileSync(new URL('../docs/acts.md', import.meta.url), 'utf8')

/** The rows of the tables under a heading, each as its cells. */
function rowsUnder(heading: string): string[][] {
  const [, after = ''] = page.split(`\n${heading}\n`)
  const section = after.split(/\n#{2,3} /, 1)[0] ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return rows.map((row) => row.slice(2, -2).split(' | '))
}

const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
const word = (said: string | true | undefined) => (said === true ? 'yes' : (said ?? '—').replaceAll('_', ' '))

const doorsUnder = (heading: string) =>
  new Map(rowsUnder(heading).map(([door = '', acts]) => [namesIn(door)[0] ?? '', namesIn(acts)]))

const HEADINGS = { hub: '### Hub: pages, API, SCIM', psa: '### PSA', rmm: '### RMM', commands: '### Commands' } as const

describe('the table of acts', () => {
  it('is the rules of the hub, each with its mails', () => {
    const said = rowsUnder('## The hub').filter((cells) => cells.length === 8)

    const rules = Object.entries(HUB).map(([name, { master, own, directory, product, operator, hub, tells = [] }]) => [
      name,
      ...[master, own, directory, product, operator, hub].map(word),
      tells.join(),
    ])
    assert.deepEqual(
      said.map(([act, ...cells]) => [...namesIn(act), ...cells.slice(0, 6), namesIn(cells[6]).join()]),
      rules,
    )
  })

  it('is the rules of the PSA', () => {
    assert.deepEqual(
      rowsUnder('## PSA').map(([act, ...cells]) => [...namesIn(act), ...cells]),
      Object.entries(PSA).map(([name, { admin, own, operator }]) => [name, ...[admin, own, operator].map(word)]),
    )
  })

  it('names every door of the running code, and no other', async () => {
    const doors = await listDoors()

    for (const part of ['hub', 'psa', 'rmm', 'commands'] as const) {
      assert.deepEqual([...doorsUnder(HEADINGS[part]).keys()].toSorted(), doors[part], part)
    }
  })

  it('has a rule for what is behind each door, and a door for what a person may do', () => {
    const behind = Object.values(HEADINGS).flatMap((heading) => [...doorsUnder(heading).values()].flat())

    assert.deepEqual(
      behind.filter((act) => HUB[act] === undefined && PSA[act] === undefined),
      [],
    )
    const unreached = [...Object.keys(HUB), ...Object.keys(PSA)].filter((act) => !behind.includes(act))
    assert.deepEqual(unreached, OWN_WAY)
  })
})

/** Seeded, done by the hub alone, or an operation that has no door yet. */
const OWN_WAY = [
  'authenticator.import',
  'invitation.void',
  'member.add',
  'client.created',
  'contact.created',
  'employee.made_contact',
  'tenant.created',
]

describe('a session whose last proof is too old', () => {
  it('opens no page of the hub behind which there is an act that wants a fresh one (FG1, FG2, T44)', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const master = await site.addPerson(alder, 'master', 'master')
    const tech = await site.addPerson(alder, 'tech')
    const browser = await site.logIn(master)
    site.hub.pass(11 * MINUTE)
    const fresh = [...doorsUnder(HEADINGS.hub)].filter(
      ([door, acts]) =>
        /^POST \/(admin|profile)-settings\//.test(door) &&
        acts.some((act) => (door.includes(' /admin-') ? HUB[act]?.master : HUB[act]?.own) === 'fresh'),
    )
    const before = await site.hub.db.selectFrom('audit').select('id').execute()

    const opened = []
    for (const [door] of fresh) {
      for (const change of door.includes(':change') ? MEMBER_CHANGES : ['none']) {
        const path = door.slice('POST '.length).replace(':member', tech.member.id).replace(':change', change)
        const { url } = await browser.post(path.replaceAll(/:\w+/g, 'any'))
        if (!url.pathname.startsWith('/login/')) opened.push(path)
      }
    }

    assert.ok(fresh.length >= 13)
    assert.deepEqual(opened, [])
    assert.equal((await site.hub.db.selectFrom('audit').select('id').execute()).length, before.length)
  })

  it('lets a person act as master through no door once they lost that right, however fresh its proof is (FE2, T44)', async () => {
    await using site = await startTestSite()
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const boss = await site.addPerson(alder, 'boss', 'master')
    const master = await site.addPerson(alder, 'master', 'master')
    const tech = await site.addPerson(alder, 'tech')
    const [browser, other] = [await site.logIn(master), await site.logIn(boss)]
    const doors = pages.filter(({ viewer, POST }) => viewer === 'master' && POST).map(({ path }) => path)
    const change = `/admin-settings/members/${master.member.id}`
    const actsOf = async () => {
      const acts = site.hub.db.selectFrom('audit').select('id').where('actor', '=', `member:${master.member.id}`)
      return (await acts.execute()).length
    }

    assert.equal((await other.post(`${change}/make-member`)).status, 200)
    const [acts, tried] = [await actsOf(), new Map<string, number>()]
    for (const door of doors) {
      for (const kind of door.includes(':change') ? MEMBER_CHANGES : ['none']) {
        const path = door.replace(':member', tech.member.id).replace(':change', kind)
        tried.set(path, (await browser.post(path.replaceAll(/:\w+/g, 'any'))).status)
      }
    }

    assert.ok(doors.length >= 9, `${doors.length} doors`)
    assert.deepEqual(
      [...tried].filter(([, status]) => status !== 403 && status !== 404),
      [],
    )
    assert.equal(await actsOf(), acts)
  })

  it('opens no page of the PSA behind which there is an act that wants a fresh one (FG5)', async () => {
    await using psa = await openTestPsa()
    const { tech } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    psa.wait(601)
    const fresh = [...doorsUnder(HEADINGS.psa)].filter(([, acts]) => acts.some((act) => PSA[act]?.admin === 'fresh'))
    const person = { name: 'New', username: 'new', email: 'new@alder.example', role: 'admin' }

    for (const [door] of fresh) {
      const path = door.slice('POST '.length).replace(':employee', tech.id).replace(':hub', psa.suite.hub.path)
      const { location } = await browser.post(path, person)
      assert.match(location ?? '', /^\/prove\?/, door)
    }

    assert.equal(fresh.length, 6)
  })
})

const MEMBER_CHANGES = [
  'activate',
  'deactivate',
  'end-sessions',
  'make-master',
  'make-member',
  'remove',
  'invite-again',
  'withdraw',
]
