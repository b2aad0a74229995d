import { CheckFailed } from './cause.ts'

/**
 * How far another machine's clock may be from this product's, in milliseconds. It counts only where an instant of the
 * one meets an instant of the other: `iat`, `exp`, `nbf`, `auth_time`, `Date`. Two instants of one clock are compared as
 * they are, and no session, row or proof lives longer for it (`docs/protocol.md`, "Two clocks").
 *
 * @example
 * import { CLOCK_TOLERANCE } from '@lanyard/connect'
 *
 * const doClocksAgree = (date: string, now: number) => Math.abs(Date.parse(date) - now) <= CLOCK_TOLERANCE
 * const now = Date.parse('2026-11-22T10:00:59Z')
 * assert.equal(doClocksAgree('Sun, 22 Nov 2026 10:00:00 GMT', now), true)
 */
export const CLOCK_TOLERANCE = 60_000

/** An instant of another machine's clock is further from this product's than {@link CLOCK_TOLERANCE}. */
export class ClocksDiffer extends CheckFailed {
  override readonly clockAhead: number

  /**
   * @param check what was compared: the name of a claim, or `date` for the header of an answer
   * @param ahead milliseconds by which the other clock is ahead; below 0 where it is behind
   */
  constructor(check: string, ahead: number) {
    // What is beyond the tolerance is never rounded to it.
    const seconds = Math.ceil(Math.abs(ahead) / 1000)
    const whose =
      ahead > 0 ? "the other side's is ahead of this product's" : "this product's is ahead of the other side's"
    super(check, `The clocks differ by ${seconds} seconds: ${whose}.`)
    this.clockAhead = Math.sign(ahead) * seconds
  }

  /** What a person is told. */
  get details(): { readonly seconds: string; readonly ahead: 'hub' | 'product' } {
    return { seconds: String(Math.abs(this.clockAhead)), ahead: this.clockAhead > 0 ? 'hub' : 'product' }
  }
}

/** Is an instant of another clock still to come, whichever of the two clocks is right? `at` in seconds since 1970. */
export const isAhead = (at: number, now: number): boolean => at * 1000 > now + CLOCK_TOLERANCE

/** Is an instant of another clock past, whichever of the two clocks is right? `at` in seconds since 1970. */
export const isPast = (at: number, now: number): boolean => at * 1000 <= now - CLOCK_TOLERANCE
