/** A point in time: milliseconds since 1970, as the hub's own clock tells it. */
export type Instant = number

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/**
 * How far another machine's clock may be from this hub's, in milliseconds. It counts only where an instant of the one meets
 * an instant of the other: the times of a client's assertion. Two instants of the hub's own clock are compared as they are,
 * and no session, token or row lives longer for it (`docs/protocol.md`, "Two clocks").
 */
export const CLOCK_TOLERANCE = 60 * SECOND

/** The last moment of a second of Unix time. */
export function lastOf(second: number): Instant {
  return second * SECOND + SECOND - 1
}
