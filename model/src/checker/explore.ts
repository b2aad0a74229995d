import { type Action, actionsOf } from './actions.ts'
import { decode, encode, wordsOf } from './encode.ts'
import { type Formula, isAgreed, violatedBy, violatedIn } from './formulas.ts'
import { lapseAll, reconcile } from './reconcile-round.ts'
import { firstState, hubStateOf, linkAt, type State } from './state.ts'
import { createStateSet, type StateSet } from './state-set.ts'
import { traceTo, type Trace } from './trace.ts'
import type { World } from './worlds.ts'

export interface Exploration {
  readonly states: number
  readonly transitions: number
  /** Steps to the state that is farthest away. */
  readonly depth: number
  /** Whether all of the world was seen. */
  readonly isComplete: boolean
  /** A shortest trace for each formula that is violated. */
  readonly violations: ReadonlyMap<Formula, Trace>
}

export interface Options {
  /** Stops at the first violation. */
  readonly first?: boolean
  /** Looks past what a stale message changes, for what comes of it. */
  readonly ignoreStale?: boolean
}

/** A state, or the step from it, that violates something; what lies behind it is not explored. */
interface Found {
  readonly from: number
  readonly last: { readonly action: Action; readonly state: State } | null
}

/** Explores a world breadth first, to its end. */
export function explore(world: World, { first = false, ignoreStale = false }: Options = {}): Exploration {
  const width = wordsOf(world)
  const actions = actionsOf(world)
  const set = createStateSet(width)
  const parents: number[] = []
  const found = new Map<Formula, Found>()
  const report = (formula: Formula, from: number, last: Found['last']) => {
    if (!found.has(formula)) found.set(formula, { from, last })
  }
  const keepsAll = Object.values(world.keeps).every(Boolean)
  const scratch = new Uint32Array(width)
  encode(firstState(world), scratch)
  set.add(scratch)
  parents.push(0)

  let [transitions, depth, levelEnd] = [0, 0, 1]
  let here = 0
  for (; here < set.size; here++) {
    if (first && found.size > 0) break
    if (here === levelEnd) [depth, levelEnd] = [depth + 1, set.size]
    const state = decode(world, set.words, here * width)
    const broken = violatedIn(world, state)
    if (broken) {
      report(broken, here, null)
      continue
    }
    let hasDue = false
    let confirmable = 0
    for (const action of actions) {
      const next = action.take(state)
      if (next === null) continue
      encode(next, scratch)
      if (isAt(set, here, scratch)) continue
      transitions++
      if (action.isDue(state)) {
        hasDue = true
        if (action.name === 'confirmArrives') confirmable |= 1 << action.link
      }
      const violated = violatedBy(world, state, action, next, ignoreStale)
      if (violated) report(violated, here, { action, state: next })
      else if (set.add(scratch) >= 0) parents.push(here)
    }
    if (!hasDue && !isAgreed(state)) report('C1', here, null)
    if (!canFinish(state, confirmable)) report('C2', here, null)
    if (keepsAll && !agreesAfterOneRound(world, state)) report('C1', here, null)
  }
  const tracer = { world, actions, set, parents }
  const violations = new Map([...found].map(([formula, { from, last }]) => [formula, traceTo(tracer, from, last)]))
  return { states: set.size, transitions, depth, isComplete: here === set.size, violations }
}

function isAt(set: StateSet, number: number, state: Uint32Array): boolean {
  const { words } = set
  const from = number * state.length
  for (let index = 0; index < state.length; index++) if (words[from + index] !== state[index]) return false
  return true
}

/** C2: what is approved and pending can be finished by the product alone. */
function canFinish({ links }: State, confirmable: number): boolean {
  return links.every(
    (link, l) =>
      link.product !== 'pending' || hubStateOf(link) !== 'approved' || link.hasToken || ((confirmable >> l) & 1) === 1,
  )
}

/** C1: from every state one round is enough, and the lapse for approvals without a return. */
function agreesAfterOneRound(world: World, state: State): boolean {
  const once = reconcile(world, state)
  if (!isAgreed(lapseAll(world, once))) return false
  const twice = reconcile(world, once)
  return twice === once || twice.links.every((link, l) => link === linkAt(once, l))
}
