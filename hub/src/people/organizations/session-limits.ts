import { SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'

/** How long a sign-in session serves for an organization (A1); milliseconds, null for the suite's own limit. */
export interface SessionLimits {
  /** Since the login. */
  readonly total: number | null
  /** Without a request. */
  readonly idle: number | null
}

/** The shortest and the longest limit, both allowed. */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/**
 * What an organization may choose. It can make sessions shorter than the suite does and never longer, since a session
 * serves every organization of a person; and not so short that people do nothing but log in.
 */
export function sessionBounds({ config: { lifetimes } }: Pick<Hub, 'config'>): Record<keyof SessionLimits, Bounds> {
  const { session, idle, shortestSession, shortestIdle } = lifetimes
  return {
    total: { least: Math.min(shortestSession, session), most: session },
    idle: { least: Math.min(shortestIdle, idle), most: idle },
  }
}

/** @throws {Refusal} `session_limit_invalid` */
export function assertWithinBounds(hub: Pick<Hub, 'config'>, limits: SessionLimits): void {
  const bounds = sessionBounds(hub)
  for (const limit of ['total', 'idle'] as const) {
    const value = limits[limit]
    const { least, most } = bounds[limit]
    if (value === null || (Number.isInteger(value) && value >= least && value <= most)) continue
    throw new Refusal('session_limit_invalid', { limit, least: least / SECOND, most: most / SECOND })
  }
}
