import { confirmArrives, endArrives, lapse } from './hub-actions.ts'
import { endAcknowledged, eventArrives, hearActive, hearEnded, hearUnknown } from './product-actions.ts'
import { type Link, linkAt, type State } from './state.ts'
import type { World } from './worlds.ts'

/** One reconcile round of every product, with both sides up and nothing else happening. */
export function reconcile(world: World, state: State): State {
  let next = state
  const take = (action: (world: World, state: State, l: number) => State | null, l: number) => {
    next = action(world, next, l) ?? next
  }
  // The log comes first, and again after what was said about each link.
  for (let l = 0; l < state.links.length; l++) if (linkAt(next, l).event === 'travels') take(eventArrives, l)
  for (let l = 0; l < state.links.length; l++) {
    if (linkAt(next, l).product === 'pending') {
      take(confirmArrives, l)
      take(whatIsHeard(linkAt(next, l)), l)
    }
    const { product, isSuspended } = linkAt(next, l)
    const heard = whatIsHeard(linkAt(next, l))
    if (product === 'active' && (heard !== hearActive || isSuspended)) take(heard, l)
    if (linkAt(next, l).end === 'owed') {
      take(endArrives, l)
      take(endAcknowledged, l)
    }
    if (linkAt(next, l).event === 'travels') take(eventArrives, l)
  }
  return next
}

/** What the hub says of a link now. */
function whatIsHeard({ hub, isLost }: Link): typeof hearActive {
  if (isLost) return hearUnknown
  return hub === 'active' ? hearActive : hearEnded
}

/** Approvals without a return are the one thing that a round leaves to the clock. */
export function lapseAll(world: World, state: State): State {
  return state.links.reduce((next, _, l) => lapse(world, next, l) ?? next, state)
}
