import type { Action } from './actions.ts'
import { decode, encode, wordsOf } from './encode.ts'
import { linkAt, type State } from './state.ts'
import type { StateSet } from './state-set.ts'
import type { World } from './worlds.ts'

/** The steps from the beginning, as text, and what the links are like after them. */
export interface Trace {
  readonly steps: readonly string[]
  readonly end: readonly string[]
}

export interface Tracer {
  readonly world: World
  readonly actions: readonly Action[]
  readonly set: StateSet
  readonly parents: readonly number[]
}

/** Finds the way to a state again: what is kept of it is only where each state was first reached from. */
export function traceTo(
  tracer: Tracer,
  from: number,
  last: { readonly action: Action; readonly state: State } | null,
): Trace {
  const { world, set, parents } = tracer
  const path: number[] = []
  for (let at = from; at !== 0; at = parents[at] ?? 0) path.unshift(at)
  const width = wordsOf(world)

  let state = decode(world, set.words, 0)
  const steps = path.map((target) => {
    const [action, next] = stepTo(tracer, state, set.words.slice(target * width, (target + 1) * width))
    state = decode(world, set.words, target * width)
    return describe(action, next)
  })
  if (last) steps.push(describe(last.action, last.state))
  return { steps, end: describeLinks(last?.state ?? state) }
}

function stepTo({ actions }: Tracer, state: State, target: Uint32Array): readonly [Action, State] {
  const scratch = new Uint32Array(target.length)
  for (const action of actions) {
    const next = action.take(state)
    if (next === null) continue
    encode(next, scratch)
    if (scratch.every((word, index) => word === target[index])) return [action, next]
  }
  throw new Error('No action leads to a state that was reached')
}

function describe({ text, link }: Action, after: State): string {
  return link < 0 ? text : `${text}: L${link} (t${linkAt(after, link).tenant})`
}

function describeLinks({ links }: State): string[] {
  return links
    .map(
      ({ tenant, hub, product, isLost, isSuspended, end, event }, l) =>
        `L${l} (t${tenant}): hub ${hub}${isLost ? ' (lost)' : ''}, product ${product}` +
        `${isSuspended ? ' (suspended)' : ''}, end ${end}, event ${event}`,
    )
    .filter((_, l) => links[l]?.product !== 'unused')
}
