import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explore } from './explore.ts'
import type { Formula } from './formulas.ts'
import { isMissedIn } from './missed-rules.ts'
import { RULES, type Rule, ruleNames } from './rules.ts'
import { openWorld, smallWorlds } from './worlds.ts'

/** What breaks first without each rule, and after how many steps; stale messages alone do not count as a breach. */
const breaches: Readonly<Record<Rule, readonly [Formula, number]>> = {
  HUB_ONE_PER_ORG: ['S1 hub', 4],
  HUB_ONE_PER_TENANT: ['S1 hub', 4],
  HUB_TOMBSTONE: ['S2 stale', 7],
  HUB_KEEPS_ACTIVE: ['S2 stale', 7],
  HUB_CONFIRM_CAS: ['S1 hub', 6],
  HUB_LAPSE_CAS: ['S2 stale', 6],
  HUB_ANSWERS_STATE: ['S2 orphan', 6],
  HUB_EVENT_SAME_COMMIT: ['S2 stale', 6],
  MASTER_ENDS_APPROVALS: ['S9 standing', 3],
  HUB_RECHECKS_MASTER: ['S9', 5],
  HUB_END_BY_ID: ['S2 stale', 9],
  PRODUCT_ONE_PER_TENANT: ['S1 product', 6],
  PRODUCT_ONE_PER_ORG: ['S1 product', 7],
  PRODUCT_ACTIVATE_CAS: ['S2 stale', 7],
  ATTEMPT_ONCE: ['S2 stale', 8],
  CHECKS_AT_COMMIT: ['S9', 4],
  RIGHT_ENDS_PENDING: ['S9 pending', 4],
  CANCEL_OWES_END: ['S2 orphan', 5],
  OUTBOX_SAME_COMMIT: ['S2 orphan', 5],
  OUTBOX_UNTIL_ACK: ['S2 orphan', 6],
  RECONCILER_REPEATS_CONFIRM: ['S2 orphan', 5],
  CONFIRM_BY_CLIENT: ['C2', 4],
  RECHECK_ACTIVE: ['C1', 7],
  RECHECK_BY_ID: ['S2 orphan', 7],
  EVENT_BY_ID: ['S2 orphan', 11],
  EVENT_ENDS_PENDING: ['S2 stale', 7],
  CURSOR_WITH_EFFECT: ['S2 stale', 7],
  CURSOR_IN_ORDER: ['S2 stale', 12],
  USERS_AT_ACTIVATION: ['S5 early', 3],
  USERS_SAME_ORG: ['S5', 12],
  USERS_FRESH_PROOF_WINS: ['C1', 11],
  USERS_END_WITH_LINK: ['S5', 6],
  USER_PROOF_NAMES_LINK: ['S4', 13],
  USER_ONE_PER_MEMBER: ['S6', 6],
  USER_NEVER_OVERWRITTEN: ['S6', 6],
  SIGNIN_NAMES_LINK: ['S3', 12],
  SIGNIN_CHECKS_AT_COMMIT: ['S3', 7],
  SESSION_NAMES_LINK: ['S3', 13],
  FEATURE_ENDS_SESSIONS: ['S3', 7],
  UNKNOWN_SUSPENDS: ['S2 orphan', 8],
  UNKNOWN_OWES_END: ['S2 orphan', 7],
  SUSPENSION_ENDS_SESSIONS: ['S3', 8],
  SUSPENDED_REFUSES_PROOFS: ['S3', 8],
  ACTIVE_LIFTS_SUSPENSION: ['C1', 8],
  MEMBER_EPOCH: ['S3', 8],
}

describe('the rules, each dropped alone', () => {
  for (const rule of ruleNames) {
    const [formula, steps] = breaches[rule]
    it(`${rule} (${RULES[rule]}): without it ${formula} breaks in ${steps} steps`, () => {
      const world = openWorld(smallWorlds[isMissedIn[rule]], [rule])

      const { violations } = explore(world, { first: true, ignoreStale: true })

      assert.equal(violations.get(formula)?.steps.length, steps)
    })
  }
})
