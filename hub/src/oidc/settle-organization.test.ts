import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AccountId, MemberId, OrganizationId } from '../ids.ts'
import type { Membership } from '../people/members/memberships-of.ts'
import { settleOrganization, type OrganizationCandidates } from './settle-organization.ts'

const place = (organization: string, status: 'active' | 'inactive' = 'active'): Membership => ({
  organization: {
    id: organization as OrganizationId,
    name: organization,
    createdAt: 0,
    sessionLimits: { total: null, idle: null },
    suspendedAt: null,
  },
  member: {
    id: `mem_${organization}` as MemberId,
    organization: organization as OrganizationId,
    account: 'acc_one' as AccountId,
    email: 'one@example',
    role: 'member',
    epoch: 1,
    term: 0,
    status,
    statusAt: 0,
    statusBy: 'hub',
    removedAt: null,
  },
})

const nothing: OrganizationCandidates = { asked: null, chosen: null, remembered: null, current: null }
const request = (candidates: Readonly<Record<string, string>>): OrganizationCandidates => ({
  ...nothing,
  ...candidates,
})

/** Memberships, candidates, and what comes of them. */
const table: readonly (readonly [string, readonly Membership[], OrganizationCandidates, string])[] = [
  ['a member of nothing', [], nothing, 'none'],
  ['the only one', [place('alder')], nothing, 'settled alder'],
  ['the only one, inactive', [place('alder', 'inactive')], nothing, 'inactive alder'],
  ['one of several', [place('alder'), place('birch')], nothing, 'choose'],
  ['several, all but one inactive', [place('alder', 'inactive'), place('birch')], nothing, 'choose'],
  [
    'the one asked for',
    [place('alder'), place('birch')],
    request({ asked: 'birch', remembered: 'alder' }),
    'settled birch',
  ],
  [
    'the one asked for, inactive',
    [place('alder'), place('birch', 'inactive')],
    request({ asked: 'birch' }),
    'inactive birch',
  ],
  ['one asked for that is not theirs', [place('alder')], request({ asked: 'birch' }), 'foreign'],
  [
    'a choice against what was asked for',
    [place('alder'), place('birch')],
    request({ asked: 'birch', chosen: 'alder' }),
    'settled birch',
  ],
  [
    'the one chosen',
    [place('alder'), place('birch')],
    request({ chosen: 'birch', remembered: 'alder' }),
    'settled birch',
  ],
  [
    'the one chosen, inactive',
    [place('alder'), place('birch', 'inactive')],
    request({ chosen: 'birch' }),
    'inactive birch',
  ],
  ['the one remembered', [place('alder'), place('birch')], request({ remembered: 'birch' }), 'settled birch'],
  [
    'one remembered that became inactive',
    [place('alder'), place('birch', 'inactive')],
    request({ remembered: 'birch' }),
    'choose',
  ],
  [
    'the only one, remembered and inactive',
    [place('alder', 'inactive')],
    request({ remembered: 'alder' }),
    'inactive alder',
  ],
  ['one remembered that is no longer theirs', [place('alder')], request({ remembered: 'birch' }), 'settled alder'],
  [
    'the one remembered, from a session in another',
    [place('alder'), place('birch')],
    request({ remembered: 'birch', current: 'alder' }),
    'settled birch',
  ],
  [
    'one remembered that became inactive, from a session in another',
    [place('alder'), place('birch', 'inactive')],
    request({ remembered: 'birch', current: 'alder' }),
    'settled alder',
  ],
  ["the session's", [place('alder'), place('birch')], request({ current: 'birch' }), 'settled birch'],
  [
    "the session's, which became inactive",
    [place('alder'), place('birch', 'inactive')],
    request({ current: 'birch' }),
    'choose',
  ],
]

describe('settleOrganization (A17, A22)', () => {
  for (const [situation, memberships, candidates, expected] of table) {
    it(`${situation}: ${expected}`, () => {
      const settled = settleOrganization(memberships, candidates)
      const where = 'membership' in settled ? ` ${settled.membership.organization.id}` : ''
      assert.equal(`${settled.outcome}${where}`, expected)
    })
  }
})

const companies = ['alder', 'birch', 'cedar']
const possible = [null, ...companies] as readonly (OrganizationId | null)[]

/** Every membership in three organizations, with every request for one of them. */
function* everySituation(): Generator<{
  readonly memberships: readonly Membership[]
  readonly candidates: OrganizationCandidates
}> {
  const each = (company: string) => [[], [place(company)], [place(company, 'inactive')]]
  const [ones = [], others = [], thirds = []] = companies.map(each)
  for (const memberships of ones.flatMap((a) => others.flatMap((b) => thirds.map((c) => [...a, ...b, ...c])))) {
    for (const asked of possible)
      for (const chosen of possible)
        for (const remembered of possible)
          for (const current of possible) yield { memberships, candidates: { asked, chosen, remembered, current } }
  }
}

describe('settleOrganization, in every situation', () => {
  it('lets no one in but active members, and nowhere but where they said, if they did (A17, A22)', () => {
    for (const { memberships, candidates } of everySituation()) {
      const settled = settleOrganization(memberships, candidates)
      const said = candidates.asked ?? candidates.chosen
      const situation = JSON.stringify({ memberships: memberships.map(({ member }) => member), candidates })
      if ('membership' in settled) {
        const { member } = settled.membership
        assert.equal(member.status, settled.outcome === 'settled' ? 'active' : 'inactive', situation)
        assert.ok(
          memberships.some((own) => own.member === member),
          situation,
        )
        assert.ok(said === null || said === member.organization, situation)
      }
      if (settled.outcome === 'choose') assert.ok(said === null && memberships.length > 1, situation)
    }
  })

  it('is never kept out by what was before: it settles, or leaves everything as without it', () => {
    for (const { memberships, candidates } of everySituation()) {
      const settled = settleOrganization(memberships, candidates)
      const without = settleOrganization(memberships, { ...candidates, remembered: null, current: null })
      if (settled.outcome !== 'settled') assert.deepEqual(settled, without)
    }
  })
})
