import type { World } from './worlds.ts'

export const HUB = ['absent', 'approved', 'active', 'ended'] as const
export const PRODUCT = ['unused', 'started', 'pending', 'active', 'over'] as const
export const END = ['none', 'owed', 'acknowledged'] as const
export const EVENT = ['none', 'travels', 'consumed'] as const

/**
 * One link id: its row at the hub, its row at the product, and what was ever sent about it.
 *
 * A message, once it can be sent, may arrive at any later step, any number of times, or never. So the wire is a set of
 * facts about the past, and loss, repetition, delay and a second node need no action of their own. A crash between two
 * commits is the next step that never comes.
 */
export interface Link {
  readonly tenant: number
  /** The admin who began the attempt: an employee's number. */
  readonly admin: number
  /** The member who approved; 0 while none has. */
  readonly master: number
  readonly hub: (typeof HUB)[number]
  readonly product: (typeof PRODUCT)[number]
  /** The hub has lost the row, for a while or for good: it answers "unknown", and its indexes do not know it. */
  readonly isLost: boolean
  /** The product heard "unknown" of an active link: the row keeps its place, and opens nothing. */
  readonly isSuspended: boolean
  /** The product's outbox. */
  readonly end: (typeof END)[number]
  /** The hub's event "this link has ended". */
  readonly event: (typeof EVENT)[number]
  /** Whether a code was handed out, and what the hub ever answered. */
  readonly wasApproved: boolean
  readonly saidActive: boolean
  readonly saidEnded: boolean
  readonly saidUnknown: boolean
  /** A confirm is on the wire. */
  readonly confirmSent: boolean
  /** The product's row was active once, so that its pages could begin ceremonies under it. */
  readonly wasActive: boolean
  /** What the order of the log was; only where the cursor does not keep to it. */
  readonly rank: number
  /** An access token is in memory; only where a confirm needs one. */
  readonly hasToken: boolean
}

/** An employee's user link and session. Links are numbers, -1 for none. */
export interface User {
  /** 0 where the employee has no user link. */
  readonly member: number
  readonly isActive: boolean
  readonly link: number
  readonly session: number
}

export interface State {
  readonly links: readonly Link[]
  /** Of tenant t and employee e at `t * employees + e`. */
  readonly users: readonly User[]
  /** Sets as bits: tenants with the feature, employees who are admins (numbered like users), members who are masters. */
  readonly features: number
  readonly admins: number
  readonly masters: number
  /** The hub's list of its active links as it travels, as bits; -1 for none. */
  readonly list: number
  /** Member 1's epoch at the hub, odd while deactivated; the highest heard of per tenant; that of each last session. */
  readonly epoch: number
  readonly knownEpochs: readonly number[]
  readonly sessionEpochs: readonly number[]
}

export const noUser: User = { member: 0, isActive: false, link: -1, session: -1 }

export const unused: Link = {
  tenant: 0,
  admin: 0,
  master: 0,
  hub: 'absent',
  product: 'unused',
  isLost: false,
  isSuspended: false,
  end: 'none',
  event: 'none',
  wasApproved: false,
  saidActive: false,
  saidEnded: false,
  saidUnknown: false,
  confirmSent: false,
  wasActive: false,
  rank: 0,
  hasToken: false,
}

export function firstState({ links, tenants, employees }: World): State {
  const people = tenants * employees
  return {
    links: Array.from({ length: links }, () => unused),
    users: Array.from({ length: people }, () => noUser),
    features: (1 << tenants) - 1,
    admins: (1 << (tenants * Math.max(employees, 1))) - 1,
    masters: 0b1110,
    list: -1,
    epoch: 0,
    knownEpochs: Array.from({ length: tenants }, () => 0),
    sessionEpochs: Array.from({ length: people }, () => 0),
  }
}

export const organizationOf = (member: number): 'A' | 'B' => (member === 3 ? 'B' : 'A')
export const deploymentOf = (tenant: number): number => (tenant === 1 ? 1 : 0)
/** The row as the hub sees it. */
export const hubStateOf = ({ hub, isLost }: Link): Link['hub'] => (isLost ? 'absent' : hub)
export const isHeldAtHub = (link: Link): boolean => ['approved', 'active'].includes(hubStateOf(link))
export const isHeldAtProduct = ({ product }: Link): boolean => product === 'pending' || product === 'active'
export const isMaster = ({ masters }: State, member: number): boolean => ((masters >> member) & 1) === 1
export const hasFeature = ({ features }: State, tenant: number): boolean => ((features >> tenant) & 1) === 1

export function isAdmin({ employees }: World, { admins }: State, tenant: number, employee: number): boolean {
  return ((admins >> (tenant * Math.max(employees, 1) + employee)) & 1) === 1
}

/** Its tenant is invited, and who began it is an admin there. */
export function mayBegin(world: World, state: State, { tenant, admin }: Link): boolean {
  return isAdmin(world, state, tenant, admin) && hasFeature(state, tenant)
}

export function linkAt(state: State, l: number): Link {
  return itemAt(state.links, l)
}

export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new RangeError(`Nothing at ${index}`)
  return item
}

export function change(state: State, l: number, changes: Partial<Link>): State {
  return { ...state, links: replace(state.links, l, { ...linkAt(state, l), ...changes }) }
}

export function changeUser(state: State, at: number, changes: Partial<User>): State {
  return { ...state, users: replace(state.users, at, { ...itemAt(state.users, at), ...changes }) }
}

export function replace<T>(items: readonly T[], index: number, item: T): readonly T[] {
  const copy = items.slice()
  copy[index] = item
  return copy
}

/** The active link of a tenant; -1 for none. */
export function activeLinkOf(state: State, tenant: number): number {
  return state.links.findIndex((link) => link.product === 'active' && link.tenant === tenant)
}
