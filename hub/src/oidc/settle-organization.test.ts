import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AccountId, MemberId, OrganizationId } from '../ids.ts'
import type { Membership } from '../members/memberships-of.ts'
import { settleOrganization, type Wishes } from './settle-organization.ts'

const place = (organization: string, status: 'active' | 'inactive' = 'active'): Membership => ({
  organization: {
    id: organization as OrganizationId,
    name: organization,
    createdAt: 0,
    sessionLimits: { total: null, idle: null },
  },
  member: {
    id: `mem_${organization}` as MemberId,
    organization: organization as OrganizationId,
    account: 'acc_one' as AccountId,
    email: 'one@example',
    role: 'member',
    epoch: 1,
    status,
    statusAt: 0,
    statusBy: 'hub',
  },
})

const nothing: Wishes = { asked: null, chosen: null, remembered: null }
const wish = (wishes: Readonly<Record<string, string>>): Wishes => ({ ...nothing, ...wishes })

/** Memberships, wishes, and what comes of them. */
const table: readonly (readonly [string, readonly Membership[], Wishes, string])[] = [
  ['a member of nothing', [], nothing, 'none'],
  ['the only one', [place('alder')], nothing, 'settled alder'],
  ['the only one, inactive', [place('alder', 'inactive')], nothing, 'inactive alder'],
  ['one of several', [place('alder'), place('birch')], nothing, 'choose'],
  ['several, all but one inactive', [place('alder', 'inactive'), place('birch')], nothing, 'choose'],
  [
    'the one asked for',
    [place('alder'), place('birch')],
    wish({ asked: 'birch', remembered: 'alder' }),
    'settled birch',
  ],
  [
    'the one asked for, inactive',
    [place('alder'), place('birch', 'inactive')],
    wish({ asked: 'birch' }),
    'inactive birch',
  ],
  ['one asked for that is not theirs', [place('alder')], wish({ asked: 'birch' }), 'foreign'],
  [
    'a choice against what was asked for',
    [place('alder'), place('birch')],
    wish({ asked: 'birch', chosen: 'alder' }),
    'settled birch',
  ],
  ['the one chosen', [place('alder'), place('birch')], wish({ chosen: 'birch', remembered: 'alder' }), 'settled birch'],
  [
    'the one chosen, inactive',
    [place('alder'), place('birch', 'inactive')],
    wish({ chosen: 'birch' }),
    'inactive birch',
  ],
  ['the one remembered', [place('alder'), place('birch')], wish({ remembered: 'birch' }), 'settled birch'],
  [
    'one remembered that became inactive',
    [place('alder'), place('birch', 'inactive')],
    wish({ remembered: 'birch' }),
    'choose',
  ],
  [
    'the only one, remembered and inactive',
    [place('alder', 'inactive')],
    wish({ remembered: 'alder' }),
    'inactive alder',
  ],
  ['one remembered that is no longer theirs', [place('alder')], wish({ remembered: 'birch' }), 'settled alder'],
]

describe('settleOrganization (A17, A22)', () => {
  for (const [situation, memberships, wishes, expected] of table) {
    it(`${situation}: ${expected}`, () => {
      const settled = settleOrganization(memberships, wishes)
      const where = 'membership' in settled ? ` ${settled.membership.organization.id}` : ''
      assert.equal(`${settled.outcome}${where}`, expected)
    })
  }
})
