import { change, hubStateOf, isHeldAtHub, isMaster, linkAt, organizationOf, type State } from './state.ts'
import type { World } from './worlds.ts'

/** Every action gives the state after it, or null where it cannot be taken. `l` is a link's number. */

export function approve({ keeps, employees }: World, state: State, l: number, member: number): State | null {
  const link = linkAt(state, l)
  if (link.product === 'unused' || !isMaster(state, member) || (employees === 0 && member === 2)) return null
  const isAnew = !keeps.HUB_TOMBSTONE && organizationOf(member) === organizationOf(link.master)
  if (link.hub !== 'absent' && !(link.hub === 'ended' && isAnew)) return null

  let next = state
  for (const [j, other] of state.links.entries()) {
    if (j === l || !isHeldAtHub(other)) continue
    const sameTenant = other.tenant === link.tenant
    const sameOrganization = organizationOf(other.master) === organizationOf(member)
    if (sameTenant && sameOrganization && (other.hub === 'approved' || !keeps.HUB_KEEPS_ACTIVE))
      next = endAtHub(next, j)
    else if ((sameTenant && keeps.HUB_ONE_PER_TENANT) || (sameOrganization && keeps.HUB_ONE_PER_ORG)) return null
  }
  return change(next, l, { master: member, hub: 'approved', wasApproved: true })
}

export function confirmArrives({ keeps }: World, state: State, l: number): State | null {
  const { confirmSent, hub, master, isLost } = linkAt(state, l)
  if (!confirmSent || isLost) return null
  const active = { hub: 'active', saidActive: true } as const
  if (hub === 'approved') {
    return isMaster(state, master) || !keeps.HUB_RECHECKS_MASTER ? change(state, l, active) : endAtHub(state, l)
  }
  // "Expired", although it is active.
  if (hub === 'active' && !keeps.HUB_ANSWERS_STATE) return change(state, l, { saidEnded: true })
  if (hub === 'ended' && !keeps.HUB_CONFIRM_CAS) return change(state, l, active)
  return null
}

export function endArrives({ keeps }: World, state: State, l: number): State | null {
  const { end, tenant, isLost } = linkAt(state, l)
  if (end === 'none') return null
  // An id that the hub does not know ends, too: its tombstone is in the way of the lost row.
  let next = isLost ? endAtHub(state, l) : state
  for (const [j, other] of state.links.entries()) {
    const isMeant = j === l || (!keeps.HUB_END_BY_ID && other.tenant === tenant)
    if (isMeant && isHeldAtHub(other)) next = endAtHub(next, j)
  }
  return next === state ? null : next
}

export function lapse({ keeps }: World, state: State, l: number): State | null {
  const { hub, isLost } = linkAt(state, l)
  if (isLost) return null
  return hub === 'approved' || (hub === 'active' && !keeps.HUB_LAPSE_CAS) ? endAtHub(state, l) : null
}

/**
 * A member becomes a master, or stops being one: what they approved and no product has confirmed ends in that commit, so
 * that it does not come back with the right.
 */
export function changeMaster({ keeps, isOlder }: World, state: State, member: number): State {
  const changed = { ...state, masters: state.masters ^ (1 << member) }
  if (isMaster(changed, member) || isOlder || !keeps.MASTER_ENDS_APPROVALS) return changed
  return state.links.reduce(
    (next, { hub, master }, l) => (hub === 'approved' && master === member ? endAtHub(next, l) : next),
    changed,
  )
}

export function sever({ keeps }: World, state: State, l: number): State | null {
  if (hubStateOf(linkAt(state, l)) !== 'active') return null
  const rank = keeps.CURSOR_IN_ORDER ? 0 : 1 + state.links.filter(({ event }) => event !== 'none').length
  return change(endAtHub(state, l), l, { event: 'travels', rank })
}

/** The process dies between the two commits that should be one. */
export function severWithoutEvent({ keeps }: World, state: State, l: number): State | null {
  return !keeps.HUB_EVENT_SAME_COMMIT && hubStateOf(linkAt(state, l)) === 'active' ? endAtHub(state, l) : null
}

/** The row is gone. From now on the hub says "unknown" to the deployment that asks. */
export function loseRow({ rowsAreLost }: World, state: State, l: number): State | null {
  const { hub, isLost } = linkAt(state, l)
  return rowsAreLost && hub !== 'absent' && !isLost ? change(state, l, { isLost: true, saidUnknown: true }) : null
}

/** The row is back, where the unique indexes have room for it. */
export function findRow({ keeps }: World, state: State, l: number): State | null {
  const link = linkAt(state, l)
  if (!link.isLost) return null
  const found = change(state, l, { isLost: false })
  if (!isHeldAtHub(linkAt(found, l))) return found
  const isInTheWay = state.links.some((other, j) => {
    if (j === l || !isHeldAtHub(other)) return false
    const sameOrganization = organizationOf(other.master) === organizationOf(link.master)
    return (other.tenant === link.tenant && keeps.HUB_ONE_PER_TENANT) || (sameOrganization && keeps.HUB_ONE_PER_ORG)
  })
  return isInTheWay ? null : found
}

function endAtHub(state: State, l: number): State {
  return change(state, l, { hub: 'ended', saidEnded: true, isLost: false })
}

export function listActive({ keeps }: World, state: State): State | null {
  if (keeps.RECHECK_BY_ID) return null
  const list = state.links.reduce((bits, link, l) => (hubStateOf(link) === 'active' ? bits | (1 << l) : bits), 0)
  return { ...state, list }
}
