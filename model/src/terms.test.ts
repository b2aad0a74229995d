import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

/** What came of a person's factors: the term that it carries, and how often their right had ended when they gave them. */
interface Carrier {
  readonly term: number
  readonly since: number
}

/** One member's right at the hub, and one of each that comes of it; `signIn` is checked and not answered yet. */
interface State {
  readonly active: boolean
  readonly ends: number
  readonly term: number
  readonly login: Carrier | null
  readonly session: Carrier | null
  readonly signIn: Carrier | null
  readonly grant: Carrier | null
}

/** As `docs/ends.md` and `hub/src/people/members/terms.ts` have it. */
const rules = ['END_RAISES', 'LOGIN_CARRIES', 'SESSION_COMPARES', 'GRANT_CARRIES', 'GRANT_COMPARES'] as const
type Rule = (typeof rules)[number]

const MOST_ENDS = 3

/** @returns each state that one step leads to; null in place of one where what came of an ended right opens something */
function stepsFrom(state: State, dropped: Rule | null): (State | null)[] {
  const holds = (rule: Rule) => rule !== dropped
  const { active, ends, term, login, session, signIn, grant } = state
  const opens = (carrier: Carrier | null, rule: Rule): carrier is Carrier =>
    active && carrier !== null && (!holds(rule) || carrier.term === term)
  const next: (State | null)[] = []
  const step = (change: Partial<State>) => next.push({ ...state, ...change })

  if (active && ends < MOST_ENDS) step({ active: false, ends: ends + 1, term: holds('END_RAISES') ? term + 1 : term })
  if (!active) step({ active: true })
  step({ login: { term, since: ends } })
  if (login !== null) step({ login: null, session: holds('LOGIN_CARRIES') ? login : { ...login, term } })
  if (opens(session, 'SESSION_COMPARES')) {
    if (session.since < ends) next.push(null)
    step({ signIn: session })
  }
  if (signIn !== null) step({ signIn: null, grant: holds('GRANT_CARRIES') ? signIn : { ...signIn, term } })
  if (opens(grant, 'GRANT_COMPARES') && grant.since < ends) next.push(null)
  return next
}

/** Every state, breadth first. @returns how many there are; null where one opens what has ended */
function explore(dropped: Rule | null): number | null {
  const nothing = { login: null, session: null, signIn: null, grant: null }
  const first: State = { active: true, ends: 0, term: 0, ...nothing }
  const seen = new Map([[JSON.stringify(first), first]])
  for (const state of seen.values()) {
    for (const next of stepsFrom(state, dropped)) {
      if (next === null) return null
      seen.set(JSON.stringify(next), next)
    }
  }
  return seen.size
}

describe('the term of a right', () => {
  it('lets nothing that began before an end open anything after it, however often the right comes back (FE1)', () => {
    assert.equal(explore(null), 450)
  })

  for (const rule of rules) {
    it(`needs ${rule} for that (FE1)`, () => {
      assert.equal(explore(rule), null)
    })
  }
})
