import {
  activeLinkOf,
  changeUser,
  hasFeature,
  itemAt,
  linkAt,
  noUser,
  organizationOf,
  replace,
  type State,
  type User,
} from './state.ts'
import type { World } from './worlds.ts'

/** What activation does to user links; null where a unique index lets the commit fail. */
export function settleUsers({ keeps, employees }: World, state: State, l: number): State | null {
  if (employees === 0) return state
  const { tenant, admin, master } = linkAt(state, l)
  const users = state.users.slice()
  for (let employee = 0; employee < employees; employee++) {
    const at = tenant * employees + employee
    const user = itemAt(users, at)
    if (user.member === 0) continue
    const isForeign = organizationOf(user.member) !== organizationOf(master)
    const contradicts = (employee === admin) !== (user.member === master)
    if (isForeign && keeps.USERS_SAME_ORG) users[at] = noUser
    else if (contradicts) {
      if (!keeps.USERS_FRESH_PROOF_WINS) return null
      users[at] = noUser
    } else users[at] = { ...user, isActive: true, link: l }
  }
  const at = tenant * employees + admin
  users[at] = { ...itemAt(users, at), member: master, isActive: true, link: l }
  return { ...state, users }
}

/** What the end of a link does to user links and sessions. */
export function suspendUsers({ keeps, employees }: World, state: State, l: number): State {
  if (employees === 0) return state
  const { tenant } = linkAt(state, l)
  const users = state.users.map((user, at): User => {
    if (Math.floor(at / employees) !== tenant || !user.isActive || user.link !== l) return user
    return {
      ...user,
      ...(keeps.USERS_END_WITH_LINK && { isActive: false, link: -1 }),
      ...(keeps.SESSION_NAMES_LINK && { session: -1 }),
    }
  })
  return { ...state, users }
}

/** What the suspension of a link does: its sessions end, and its user links stay. */
export function endSessions(state: State, l: number): State {
  return { ...state, users: state.users.map((user) => (user.session === l ? { ...user, session: -1 } : user)) }
}

/** A proof that names link `l` and a member links an employee. */
export function linkUser({ keeps, employees }: World, state: State, l: number, employee: number, member: number) {
  const { tenant, wasActive, saidActive, master, product } = linkAt(state, l)
  if (!wasActive || !saidActive || organizationOf(member) !== organizationOf(master)) return null
  if (!hasFeature(state, tenant)) return null
  const named = product === 'active' ? l : -1
  const link = keeps.USER_PROOF_NAMES_LINK ? named : activeLinkOf(state, tenant)
  if (link < 0 || (linkAt(state, link).isSuspended && keeps.SUSPENDED_REFUSES_PROOFS)) return null

  const first = tenant * employees
  const colleagues = state.users.slice(first, first + employees)
  if (colleagues.some((user) => user.member === member) && keeps.USER_ONE_PER_MEMBER) return null
  if (itemAt(colleagues, employee).member !== 0 && keeps.USER_NEVER_OVERWRITTEN) return null
  const user = { member, isActive: true, link, session: -1 }
  return { ...state, users: replace(state.users, first + employee, user) }
}

export function unlinkUser(_: World, state: State, at: number): State | null {
  return itemAt(state.users, at).member === 0 ? null : { ...state, users: replace(state.users, at, noUser) }
}

/** A token that names link `l`, a member and, of member 1, an epoch. */
export interface Token {
  readonly employee: number
  readonly member: number
  readonly epoch: number
}

export function signIn({ keeps, employees, memberChanges }: World, state: State, l: number, token: Token) {
  const { tenant, saidActive, master } = linkAt(state, l)
  const { employee, member, epoch } = token
  const at = tenant * employees + employee
  const user = itemAt(state.users, at)
  if (!saidActive || organizationOf(member) !== organizationOf(master) || user.member !== member) return null
  if (!hasFeature(state, tenant)) return null

  const named = keeps.SIGNIN_NAMES_LINK ? l : activeLinkOf(state, tenant)
  if (named < 0) return null
  const link = linkAt(state, named)
  if (organizationOf(link.master) !== organizationOf(member) || !link.wasActive) return null
  const isInOrder = link.product === 'active' && user.isActive && user.link === named
  if (keeps.SIGNIN_CHECKS_AT_COMMIT && !isInOrder) return null
  if (link.isSuspended && keeps.SUSPENDED_REFUSES_PROOFS) return null

  const begun = changeUser(state, at, { session: named })
  if (!memberChanges) return begun
  if (member !== 1) return { ...begun, sessionEpochs: replace(state.sessionEpochs, at, 0) }
  const known = itemAt(state.knownEpochs, tenant)
  if (epoch > state.epoch || (epoch < known && keeps.MEMBER_EPOCH)) return null
  return {
    ...begun,
    sessionEpochs: replace(state.sessionEpochs, at, epoch),
    knownEpochs: replace(state.knownEpochs, tenant, Math.max(known, epoch)),
  }
}

/** The event "member 1 is at this epoch", or an earlier one, arrives: sessions of lower epochs end. */
export function memberEventArrives({ employees }: World, state: State, tenant: number, epoch: number): State | null {
  if (epoch > state.epoch) return null
  const known = Math.max(itemAt(state.knownEpochs, tenant), epoch)
  const ends = state.users.map(
    ({ member }, at) =>
      member === 1 && Math.floor(at / employees) === tenant && itemAt(state.sessionEpochs, at) < epoch,
  )
  return {
    ...state,
    knownEpochs: replace(state.knownEpochs, tenant, known),
    users: state.users.map((user, at) => (ends[at] ? { ...user, session: -1 } : user)),
    sessionEpochs: state.sessionEpochs.map((before, at) => (ends[at] ? 0 : before)),
  }
}

export function toggleFeature({ keeps, employees }: World, state: State, tenant: number): State {
  const isOf = (at: number) => Math.floor(at / employees) === tenant
  const users = state.users.map((user, at) =>
    isOf(at) && keeps.FEATURE_ENDS_SESSIONS ? { ...user, session: -1 } : user,
  )
  return { ...state, features: state.features ^ (1 << tenant), users }
}
