import type { MemberId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import type { ProductName } from '@lanyard/suite/src/parts.ts'

/** A session of a product, begun through the hub. */
export interface Session {
  readonly part: ProductName
  readonly origin: string
  readonly cookie: string
}

/** A session at the hub, and those that came of it. */
export interface Browser {
  readonly cookie: string
  /** Names the session on the hub's pages. */
  readonly handle: string
  readonly sessions: readonly Session[]
}

export interface Member {
  readonly id: MemberId
  readonly browsers: readonly [Browser, ...Browser[]]
}

export interface Organization {
  readonly id: OrganizationId
  /** The browser of a master, who is none of the members below. */
  readonly master: Browser
  readonly members: readonly Member[]
}

export function sessionsOf(members: readonly Member[]): Session[] {
  return members.flatMap(({ browsers }) => browsers.flatMap(({ sessions }) => sessions))
}
