import type { Action } from './actions.ts'
import { switchOff } from './product-actions.ts'
import {
  activeLinkOf,
  deploymentOf,
  END,
  EVENT,
  hasFeature,
  HUB,
  hubStateOf,
  isHeldAtHub,
  isHeldAtProduct,
  isMaster,
  itemAt,
  type Link,
  linkAt,
  mayBegin,
  organizationOf,
  PRODUCT,
  type State,
} from './state.ts'
import type { World } from './worlds.ts'

/** What must hold (docs/protocol.md), each with what its violation means. */
export const FORMULAS = {
  'S1 hub': 'the hub holds two links of one organization or tenant',
  'S1 product': 'a product holds two links of one tenant or organization',
  'S1 effective': 'two links of one organization or tenant are active on both sides',
  'S2 stale': 'the product is active, the hub is not, has not lost the row, and nothing travels',
  'S2 orphan': 'the hub is active, and the product neither holds the link nor owes its end',
  S3: 'a session, a sign-in or a proof stands outside of an active link, or under a suspended one',
  S4: 'a stale message or proof changed another link, or moved one back',
  S5: 'a user link stands under a wrong link or organization',
  'S5 early': 'user links changed before the link was active',
  S6: 'a member or an employee is linked twice, or overwritten',
  S7: 'switching off is refused',
  S9: 'committed without the role or the feature',
  'S9 standing': 'an approval stands whose giver has lost the right to it',
  'S9 pending': 'a link is pending whose beginner has lost the right to it',
  C1: 'nothing is left to do, and the sides differ',
  C2: 'approved and pending, and nobody can finish it',
} as const

export type Formula = keyof typeof FORMULAS

export function violatedIn(world: World, state: State): Formula | null {
  for (let l = 0; l < state.links.length; l++) {
    const broken = brokenByLink(world, state, l)
    if (broken) return broken
  }
  for (let at = 0; at < state.users.length; at++) {
    const broken = brokenByUser(world, state, at)
    if (broken) return broken
  }
  return null
}

function brokenByLink(world: World, state: State, l: number): Formula | null {
  const link = linkAt(state, l)
  const travels = link.isLost || (link.hub === 'ended' && (world.eventsAreForgotten || link.event === 'travels'))
  if (link.product === 'active' && link.hub !== 'active' && !travels) return 'S2 stale'
  if (hubStateOf(link) === 'approved' && !isMaster(state, link.master) && !world.isOlder) return 'S9 standing'
  if (link.product === 'pending' && !world.isOlder && !mayBegin(world, state, link)) return 'S9 pending'
  if (hubStateOf(link) === 'active' && !isHeldAtProduct(link) && link.end !== 'owed') return 'S2 orphan'
  for (let j = 0; j < l; j++) {
    const broken = brokenByTwo(link, linkAt(state, j))
    if (broken) return broken
  }
  if (isHeldAtProduct(link)) {
    const off = switchOff(world, state, l)
    if (off === null || linkAt(off, l).product !== 'over') return 'S7'
  }
  return null
}

function brokenByTwo(one: Link, other: Link): Formula | null {
  const sameTenant = one.tenant === other.tenant
  const sameOrganization = organizationOf(one.master) === organizationOf(other.master)
  const isShared = sameTenant || sameOrganization
  const sameDeployment = deploymentOf(one.tenant) === deploymentOf(other.tenant)
  if (isHeldAtHub(one) && isHeldAtHub(other) && isShared) return 'S1 hub'
  const sharesProduct = sameTenant || (sameOrganization && sameDeployment)
  if (isHeldAtProduct(one) && isHeldAtProduct(other) && sharesProduct) return 'S1 product'
  return isEffective(one) && isEffective(other) && isShared ? 'S1 effective' : null
}

const isEffective = (link: Link): boolean => hubStateOf(link) === 'active' && link.product === 'active'

function brokenByUser(world: World, state: State, at: number): Formula | null {
  const tenant = Math.floor(at / world.employees)
  const user = itemAt(state.users, at)
  if (user.isActive) {
    const link = linkAt(state, user.link)
    if (link.tenant !== tenant || organizationOf(link.master) !== organizationOf(user.member)) return 'S5'
    if (link.product !== 'active') return link.product === 'pending' ? 'S5 early' : 'S5'
  }
  if (user.session >= 0 && brokenBySession(world, state, at)) return 'S3'
  if (user.member !== 0 && !user.isActive && activeLinkOf(state, tenant) >= 0) return 'S5'
  for (let other = tenant * world.employees; other < at; other++) {
    const { member } = itemAt(state.users, other)
    if (user.member === 0 || member === 0) continue
    if (user.member === member) return 'S6'
    if (organizationOf(user.member) !== organizationOf(member)) return 'S5'
  }
  return null
}

function brokenBySession({ employees, keeps, memberChanges }: World, state: State, at: number): boolean {
  const user = itemAt(state.users, at)
  const tenant = Math.floor(at / employees)
  if (user.isActive ? user.session !== user.link : keeps.SESSION_NAMES_LINK) return true
  if (!hasFeature(state, tenant) || linkAt(state, user.session).isSuspended) return true
  if (!memberChanges || user.member !== 1) return false
  const known = itemAt(state.knownEpochs, tenant)
  return (known === state.epoch && state.epoch % 2 === 1) || itemAt(state.sessionEpochs, at) < known
}

/**
 * What a single step must not do.
 *
 * @param ignoreStale looks past what a stale message changes, for what comes of it
 */
export function violatedBy(
  world: World,
  before: State,
  action: Action,
  after: State,
  ignoreStale: boolean,
): Formula | null {
  if (!ignoreStale && before.links !== after.links && isStale(before, action, after)) return 'S4'
  const { name, link: l } = action
  if (name === 'linkUser' || name === 'signIn') return brokenByProof(world, before, action, after)
  if (name === 'callback' && linkAt(after, l).product === 'pending') {
    if (!mayBegin(world, before, linkAt(after, l))) return 'S9'
  }
  if (name === 'callback' && before.users.some((user, at) => !isSameUser(user, itemAt(after.users, at))))
    return 'S5 early'
  if (name === 'confirmArrives' && linkAt(before, l).hub !== 'active' && linkAt(after, l).hub === 'active') {
    return isMaster(before, linkAt(after, l).master) ? null : 'S9'
  }
  return null
}

function isSameUser(one: State['users'][number], other: State['users'][number]): boolean {
  return one === other || (one.member === other.member && one.isActive === other.isActive && one.link === other.link)
}

/** Steps that end approvals of other links, and mean to. */
const endsApprovals: ReadonlySet<Action['name']> = new Set(['approve', 'toggleMaster'])

/** The same of links that are pending. */
const endsPending: ReadonlySet<Action['name']> = new Set(['toggleAdmin', 'toggleFeature'])

function isStale(before: State, { name, link: l }: Action, after: State): boolean {
  return before.links.some((one, j) => {
    const two = linkAt(after, j)
    if (one === two) return false
    if (isBefore(HUB, two.hub, one.hub) || isBefore(PRODUCT, two.product, one.product)) return true
    if (isBefore(END, two.end, one.end) || isBefore(EVENT, two.event, one.event)) return true
    if (one.hub !== 'absent' && one.master !== two.master) return true
    if (name === 'start' || j === l) return false
    if (one.product !== two.product && !(endsPending.has(name) && one.product === 'pending')) return true
    return one.hub !== two.hub && !(endsApprovals.has(name) && one.hub === 'approved')
  })
}

function isBefore<T>(order: readonly T[], one: T, other: T): boolean {
  return one !== other && order.indexOf(one) < order.indexOf(other)
}

/** A proof takes effect under the link that it names, or not at all. */
function brokenByProof(
  { employees }: World,
  before: State,
  { name, link: l, employee }: Action,
  after: State,
): Formula | null {
  const at = linkAt(before, l).tenant * employees + employee
  const [one, two] = [itemAt(before.users, at), itemAt(after.users, at)]
  if (two.link >= 0 && linkAt(after, two.link).isSuspended) return 'S3'
  if (name === 'signIn') return two.session === l ? null : 'S3'
  if (two.link !== l) return 'S4'
  return one.member !== 0 && one.member !== two.member ? 'S6' : null
}

/** Both sides say the same, a row that the hub has lost is suspended, and nothing is left that one side has not heard. */
export function isAgreed({ links }: State): boolean {
  return links.every(
    (link) =>
      (hubStateOf(link) === 'active') === (link.product === 'active' && !link.isSuspended) &&
      (!link.isSuspended || link.isLost) &&
      hubStateOf(link) !== 'approved' &&
      link.product !== 'pending' &&
      link.end !== 'owed' &&
      link.event !== 'travels',
  )
}
