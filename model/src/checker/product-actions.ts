import {
  change,
  deploymentOf,
  hasFeature,
  hubStateOf,
  isAdmin,
  isHeldAtProduct,
  type Link,
  linkAt,
  mayBegin,
  organizationOf,
  replace,
  type State,
  unused,
} from './state.ts'
import { endSessions, settleUsers, suspendUsers } from './user-actions.ts'
import type { World } from './worlds.ts'

export function start(world: World, state: State, tenant: number, admin: number): State | null {
  const l = state.links.findIndex(({ product }) => product === 'unused')
  if (l < 0 || !isAdmin(world, state, tenant, admin) || !hasFeature(state, tenant)) return null
  return { ...state, links: replace(state.links, l, { ...unused, tenant, admin, product: 'started' }) }
}

/** The browser is back with a code: the link is pending, or refused with the end owed. */
export function callback(world: World, state: State, l: number): State | null {
  const { keeps } = world
  const link = linkAt(state, l)
  const isOpen = link.product === 'started' || (link.product === 'over' && !keeps.ATTEMPT_ONCE)
  if (!link.wasApproved || !isOpen) return null

  const isFree = state.links.every((other, j) => j === l || !isInTheWay(world, other, link))
  if (isFree && (mayBegin(world, state, link) || !keeps.CHECKS_AT_COMMIT)) {
    const sent = keeps.CONFIRM_BY_CLIENT ? { confirmSent: true } : { hasToken: true }
    const next = change(state, l, { product: 'pending', ...sent })
    return keeps.USERS_AT_ACTIVATION ? next : (settleUsers(world, next, l) ?? next)
  }
  if (link.product === 'over') return null
  return change(state, l, { product: 'over', ...(keeps.CANCEL_OWES_END && { end: 'owed' }) })
}

function isInTheWay({ keeps }: World, other: Link, link: Link): boolean {
  if (!isHeldAtProduct(other)) return false
  if (other.tenant === link.tenant) return keeps.PRODUCT_ONE_PER_TENANT
  const sameOrganization = organizationOf(other.master) === organizationOf(link.master)
  const sameDeployment = deploymentOf(other.tenant) === deploymentOf(link.tenant)
  return sameOrganization && sameDeployment && keeps.PRODUCT_ONE_PER_ORG
}

export function sendWithToken(_: World, state: State, l: number): State | null {
  return linkAt(state, l).hasToken ? change(state, l, { confirmSent: true }) : null
}

export function crash(_: World, state: State, l: number): State | null {
  return linkAt(state, l).hasToken ? change(state, l, { hasToken: false }) : null
}

export function receiveActive(world: World, state: State, l: number): State | null {
  const { keeps } = world
  const { saidActive, product, confirmSent, isSuspended } = linkAt(state, l)
  if (saidActive && isSuspended && keeps.ACTIVE_LIFTS_SUSPENSION) return change(state, l, { isSuspended: false })
  const isRevived = product === 'over' && confirmSent && !keeps.PRODUCT_ACTIVATE_CAS
  if (!saidActive || !(product === 'pending' || isRevived)) return null
  const settled = keeps.USERS_AT_ACTIVATION ? settleUsers(world, state, l) : state
  return settled && change(settled, l, { product: 'active', wasActive: true })
}

export function receiveEnded(world: World, state: State, l: number): State | null {
  const { saidEnded, product } = linkAt(state, l)
  const isHeld = product === 'pending' || (product === 'active' && world.keeps.RECHECK_ACTIVE)
  return saidEnded && isHeld ? endHere(world, state, l) : null
}

/**
 * The hub does not know the link. Of a pending one nothing is lost by its end, which the hub must hear of: it may be
 * active there, and come back. An active one keeps its place, its user links, and waits for another word.
 */
export function receiveUnknown(world: World, state: State, l: number): State | null {
  const { keeps } = world
  const { saidUnknown, product, isSuspended } = linkAt(state, l)
  if (!saidUnknown) return null
  if (product === 'pending') {
    return endHere(world, keeps.UNKNOWN_OWES_END ? change(state, l, { end: 'owed' }) : state, l)
  }
  if (product !== 'active' || isSuspended || !keeps.RECHECK_ACTIVE) return null
  if (!keeps.UNKNOWN_SUSPENDS) return endHere(world, state, l)
  const suspended = change(state, l, { isSuspended: true })
  return keeps.SUSPENSION_ENDS_SESSIONS ? endSessions(suspended, l) : suspended
}

/** A reconciler that cannot finish what it finds pending, and so withdraws it. */
export function receiveApproved(world: World, state: State, l: number): State | null {
  const { wasApproved, product } = linkAt(state, l)
  if (world.keeps.RECONCILER_REPEATS_CONFIRM || !wasApproved || product !== 'pending') return null
  return endHere(world, state, l)
}

export function switchOff(world: World, state: State, l: number): State | null {
  const link = linkAt(state, l)
  if (!isHeldAtProduct(link)) return null
  const owes = link.product === 'active' || world.keeps.CANCEL_OWES_END
  return endHere(world, owes ? change(state, l, { end: 'owed' }) : state, l)
}

/** What a right began and is not active ends with the right, in the commit in which the right ends. */
export function changeRight(world: World, changed: State): State {
  const { keeps, isOlder } = world
  if (isOlder || !keeps.RIGHT_ENDS_PENDING) return changed
  return changed.links.reduce((next, link, l) => {
    if (link.product !== 'pending' || mayBegin(world, changed, link)) return next
    return endHere(world, keeps.CANCEL_OWES_END ? change(next, l, { end: 'owed' }) : next, l)
  }, changed)
}

/** The process dies between the two commits that should be one. */
export function switchOffWithoutOwing(world: World, state: State, l: number): State | null {
  if (world.keeps.OUTBOX_SAME_COMMIT || !isHeldAtProduct(linkAt(state, l))) return null
  return endHere(world, state, l)
}

export function endAcknowledged(_: World, state: State, l: number): State | null {
  const link = linkAt(state, l)
  return link.end === 'owed' && hubStateOf(link) === 'ended' ? change(state, l, { end: 'acknowledged' }) : null
}

export function outboxForgets({ keeps }: World, state: State, l: number): State | null {
  return !keeps.OUTBOX_UNTIL_ACK && linkAt(state, l).end === 'owed' ? change(state, l, { end: 'none' }) : null
}

export function eventArrives(world: World, state: State, l: number): State | null {
  const { event, tenant } = linkAt(state, l)
  if (event === 'none') return null
  let next = state
  for (const [j, { product, tenant: other }] of state.links.entries()) {
    if (j !== l && (world.keeps.EVENT_BY_ID || other !== tenant)) continue
    const isHeld = product === 'active' || (product === 'pending' && world.keeps.EVENT_ENDS_PENDING)
    if (isHeld) next = endHere(world, next, j)
  }
  return passEvent(world, next, l)
}

/** The cursor moves and nothing else does: it commits by itself, or the hub has forgotten the event. */
export function eventWithoutEffect(world: World, state: State, l: number): State | null {
  if (linkAt(state, l).event === 'none') return null
  return world.keeps.CURSOR_WITH_EFFECT && !world.eventsAreForgotten ? null : passEvent(world, state, l)
}

function passEvent({ keeps }: World, state: State, l: number): State {
  const { rank, tenant } = linkAt(state, l)
  const isPassed = (link: Link, j: number) =>
    j === l ||
    (!keeps.CURSOR_IN_ORDER &&
      link.event === 'travels' &&
      link.rank < rank &&
      deploymentOf(link.tenant) === deploymentOf(tenant))
  const links = state.links.map((link, j) => (isPassed(link, j) ? { ...link, event: 'consumed' as const } : link))
  return { ...state, links }
}

/** The hub's list is taken for the whole truth about rows that were read later. */
export function applyList(world: World, state: State): State | null {
  if (state.list < 0) return null
  let next: State = { ...state, list: -1 }
  for (const [l, { product }] of state.links.entries()) {
    if (product === 'active' && ((state.list >> l) & 1) === 0) next = endHere(world, next, l)
  }
  return next
}

function endHere(world: World, state: State, l: number): State {
  return suspendUsers(world, change(state, l, { product: 'over', isSuspended: false }), l)
}
