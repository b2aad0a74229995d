import { confirmArrives, endArrives, lapse } from './hub-actions.ts'
import { endAcknowledged, eventArrives, receiveActive, receiveEnded, receiveUnknown } from './product-actions.ts'
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
      take(stepOnAnswer(linkAt(next, l)), l)
    }
    const { product, isSuspended } = linkAt(next, l)
    const heard = stepOnAnswer(linkAt(next, l))
    if (product === 'active' && (heard !== receiveActive || isSuspended)) take(heard, l)
    if (linkAt(next, l).end === 'owed') {
      take(endArrives, l)
      take(endAcknowledged, l)
    }
    if (linkAt(next, l).event === 'travels') take(eventArrives, l)
  }
  return next
}

/** What the hub says of a link now. */
function stepOnAnswer({ hub, isLost }: Link): typeof receiveActive {
  if (isLost) return receiveUnknown
  return hub === 'active' ? receiveActive : receiveEnded
}

/** Approvals without a return are the one thing that a round leaves to the clock. */
export function lapseAll(world: World, state: State): State {
  return state.links.reduce((next, _, l) => lapse(world, next, l) ?? next, state)
}
