import * as client from 'openid-client'
import { CheckFailed } from '../cause.ts'
import { CLOCK_TOLERANCE, ClocksDiffer } from '../clocks.ts'
import type { Claims } from './hub-answer.ts'

/** The hub's clock, compared with this product's. */
export interface HubClock {
  /** Fetches, and notes what the answer's `Date` says (RFC 9110, section 6.6.1). */
  readonly fetch: client.CustomFetch
  /** Milliseconds by which the hub's clock was ahead at its last answer; null where no answer said. */
  readonly ahead: () => number | null
  /** The same failure, or that the clocks differ where this is why: nothing but an assertion's time is wrong then. */
  readonly explain: (thrown: unknown) => unknown
}

export function createHubClock(now: () => number): HubClock {
  let ahead: number | null = null
  const fetchAndCompare: client.CustomFetch = async (url, options) => {
    const response = await fetch(url, options as RequestInit)
    const date = Date.parse(response.headers.get('date') ?? '')
    // A cache's answer has the time at which it was stored.
    if (Number.isFinite(date) && !response.headers.has('age')) ahead = date + 500 - now()
    return response
  }
  return {
    fetch: fetchAndCompare,
    ahead: () => ahead,
    explain: (thrown) => findDifference(thrown, { now: now(), ahead }) ?? thrown,
  }
}

interface Clocks {
  readonly now: number
  readonly ahead: number | null
}

function findDifference(thrown: unknown, { now, ahead }: Clocks): ClocksDiffer | null {
  if (thrown instanceof client.ResponseBodyError && thrown.error === 'invalid_client') {
    return bySaying(thrown.error_description) ?? byDate(ahead, UNSURE)
  }
  if (!(thrown instanceof client.ClientError) || thrown.code !== 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return null
  const { claims } = Object(Object(thrown.cause).cause) as { readonly claims?: Claims }
  return byClaim(claims?.['iat'], now)
}

/** Milliseconds by which the `Date` of an answer may mislead: it is cut to the second, and has travelled. */
const UNSURE = 2000

function byDate(ahead: number | null, unsure = 0): ClocksDiffer | null {
  return ahead !== null && Math.abs(ahead) > CLOCK_TOLERANCE + unsure ? new ClocksDiffer('date', ahead) : null
}

/** Our hub says so itself: it knows why it refused. */
function bySaying(description: string | undefined): ClocksDiffer | null {
  const said = /^clocks_differ: the clocks differ by (\d{1,12}) seconds, the client's clock is (ahead|behind)/
  const [, seconds, whose] = said.exec(description ?? '') ?? []
  if (seconds === undefined) return null
  return new ClocksDiffer('assertion', Number(seconds) * (whose === 'ahead' ? -1000 : 1000))
}

/** Tokens are dated to the second. */
function byClaim(iat: unknown, now: number): ClocksDiffer | null {
  if (typeof iat !== 'number') return null
  const ahead = (iat - Math.floor(now / 1000)) * 1000
  return Math.abs(ahead) > CLOCK_TOLERANCE ? new ClocksDiffer('iat', ahead) : null
}

/** Milliseconds by which some providers date their ID tokens back, so that clocks that differ take them. */
const DATED_BACK = 600_000

/**
 * Whether an ID token was made just now, as one that comes straight from who made it is.
 *
 * @param datesBack it may be older where the answer that brought it shows that the clocks agree; the answer says, too,
 *   whether one of the future is a lie
 * @throws {CheckFailed} {@link ClocksDiffer} where its time, or that of its answer, is beyond the tolerance
 */
export function assertMadeNow(iat: unknown, clocks: Clocks, datesBack: boolean): void {
  if (typeof iat !== 'number' || !Number.isFinite(iat))
    throw new CheckFailed('iat', 'The ID token does not say when it was made.')
  const difference = byClaim(iat, clocks.now)
  if (difference === null) return
  if (!datesBack) throw difference
  const answered = byDate(clocks.ahead)
  if (answered !== null) throw answered
  const isEarly = iat * 1000 > clocks.now
  if (isEarly && clocks.ahead === null) throw difference
  if (isEarly || iat * 1000 < clocks.now - DATED_BACK)
    throw new CheckFailed('iat', 'The ID token was not made just now.')
}
