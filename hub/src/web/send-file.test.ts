import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readToBreak } from '@lanyard/running/testing'
import { insertMany } from '@lanyard/storage'
import { operator } from '../../testing.ts'
import { newId } from '../ids.ts'
import { removeMember } from '../connections/rights/remove-member.ts'
import { openAlder } from './testing/open-alder.ts'
import type { Visitor } from './testing/visitor.ts'

const files = [
  '/admin-settings/members.csv?status=invited',
  '/admin-settings/audit/export?format=csv&act=client.add',
  '/admin-settings/audit/export?format=json&act=client.add',
]

/** More of everything than connections hold, so that a browser that reads no further keeps its file waiting. */
async function openLong() {
  const site = await openAlder()
  const { hub, alder, tech } = site
  const first = (n: number) => '-'.repeat(n < 250 ? 20_000 : n < 500 ? 2000 : 0)
  const names = Array.from({ length: 2000 }, (_, n) => `n${1000 + n}${first(n)}`)
  const sample = hub.db.selectFrom('members').selectAll().where('id', '=', tech.member.id)
  const member = { ...(await sample.executeTakeFirstOrThrow()), account: null, status: 'invited' as const }
  const act = { organization: alder, actor: operator, action: 'client.add', subject: 'client', account: null }
  await insertMany(
    hub.db,
    'members',
    names.map((name) => ({ ...member, id: newId('mem'), email: name, email_key: name })),
  )
  await insertMany(
    hub.db,
    'audit',
    names.map((name, at) => {
      const details = JSON.stringify({ name })
      return { ...act, id: newId('aud'), audit_id: newId('aud'), at, details, name_hashes: null }
    }),
  )
  return site
}

describe('a file that a master takes along', () => {
  it('breaks off for one who is removed while it is read, and is whole for another (FE1)', async () => {
    await using site = await openLong()
    const other = await site.addPerson(site.alder, 'other', 'master')
    const begin = async (browser: Visitor) => Promise.all(files.map((file) => browser.begin(file)))
    const lost = await begin(await site.logIn(site.master))
    const kept = await begin(await site.logIn(other))

    await removeMember(site.hub, { member: site.master.member.id, by: operator })

    for (const [answers, expected] of [
      [lost, false],
      [kept, true],
    ] as const)
      for (const answer of answers) {
        const { text, isWhole } = await readToBreak(answer)
        const told = [answer.status, text.includes('n1000'), text.includes('n2999'), isWhole]
        assert.deepEqual(told, [200, true, expected, expected])
      }
    const refused = site.hub.logged.filter(({ event }) => event === 'refused')
    assert.deepEqual(
      refused.map(({ code }) => code),
      files.map(() => 'not_a_master'),
    )
  })
})
