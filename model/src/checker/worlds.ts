import { type KeptRules, keepAllBut, type Rule } from './rules.ts'

/**
 * How much there is of everything. Tenants 0 and 2 live in one deployment, tenant 1 in another; members 1 and 2 are of
 * organization A, member 3 of B. Link ids are attempts to link.
 */
export interface World {
  readonly links: number
  readonly tenants: number
  /** Per tenant; 0 leaves user links, sign-ins and sessions out. */
  readonly employees: number
  /** Features, admins and masters come and go at any time. */
  readonly rolesChange: boolean
  /** Rights end as in the version before: approvals are left to the confirm, and what is pending goes on. */
  readonly isOlder: boolean
  /** The hub's log may be pruned before an event of it was read. */
  readonly eventsAreForgotten: boolean
  /** The hub may lose a link's row, as by a restored backup or a wrong database, and may find it again. */
  readonly rowsAreLost: boolean
  /** Member 1 is deactivated and reactivated. */
  readonly memberChanges: boolean
  readonly keeps: KeptRules
}

type Size = Omit<World, 'keeps'>

const plain = {
  employees: 0,
  rolesChange: false,
  isOlder: false,
  eventsAreForgotten: false,
  rowsAreLost: false,
  memberChanges: false,
}

/** Explored to the end, with every rule. */
export const worlds = {
  'three tenants': { ...plain, links: 3, tenants: 3 },
  'roles that change': { ...plain, links: 2, tenants: 2, rolesChange: true },
  'roles that change, as before': { ...plain, links: 2, tenants: 2, rolesChange: true, isOlder: true },
  'forgotten events': { ...plain, links: 3, tenants: 3, eventsAreForgotten: true },
  'people in two deployments': { ...plain, links: 2, tenants: 2, employees: 2 },
  'a member who comes and goes': { ...plain, links: 2, tenants: 1, employees: 2, memberChanges: true },
  'a hub that loses rows': { ...plain, links: 2, tenants: 3, rowsAreLost: true },
  'people at a hub that loses rows': { ...plain, links: 2, tenants: 1, employees: 2, rowsAreLost: true },
  'three links at a hub that loses rows': { ...plain, links: 3, tenants: 2, rowsAreLost: true },
  'people over three links': { ...plain, links: 3, tenants: 1, employees: 2 },
  'people and roles that change': { ...plain, links: 2, tenants: 1, employees: 2, rolesChange: true },
} as const satisfies Record<string, Size>

export type WorldName = keyof typeof worlds

/** The smallest worlds in which each rule is missed. */
export const smallWorlds = {
  links: { ...plain, links: 2, tenants: 3 },
  roles: { ...plain, links: 2, tenants: 2, rolesChange: true },
  rolesBefore: { ...plain, links: 2, tenants: 2, rolesChange: true, isOlder: true },
  forgetting: { ...plain, links: 2, tenants: 2, eventsAreForgotten: true },
  losing: { ...plain, links: 2, tenants: 3, rowsAreLost: true },
  losingPeople: { ...plain, links: 2, tenants: 1, employees: 2, rowsAreLost: true },
  people: { ...plain, links: 2, tenants: 1, employees: 2 },
  peopleAndRoles: { ...plain, links: 2, tenants: 1, employees: 2, rolesChange: true },
  member: { ...plain, links: 2, tenants: 1, employees: 2, memberChanges: true },
} as const satisfies Record<string, Size>

export function openWorld(size: Size, dropped: readonly Rule[] = []): World {
  return { ...size, keeps: keepAllBut(dropped) }
}
