import { newReference } from './new-reference.ts'

/** Facts for the wording and for programs: names, counts, seconds; never a secret. */
export type RefusalDetails = Readonly<Record<string, string | number>>

/** What a refusal says: what happened and why, and what to do now. */
export interface RefusalWords {
  readonly text: string
  readonly next?: string
}

/**
 * How loudly a page tells a refusal:
 * - `hint`: beside the first of these fields that the page has; without any of them, as an `alert`
 * - `note`: plainly, for what is no failure, such as a person's own Cancel
 * - `alert`: with the code in small print
 * - `support`: the same, with the reference and the way to support, where support can help
 */
export type Weight = 'note' | 'alert' | 'support' | { readonly hint: readonly [string, ...string[]] }

/**
 * An expected "no". Thrown inside a transaction it undoes everything that the transaction did. Each part has a table of
 * its codes, and a class of its own that looks the status up there.
 */
export abstract class RefusalOf<Code extends string, Status extends number = number> extends Error {
  override readonly name = 'Refusal'
  readonly code: Code
  /** RFC 9110, section 15. */
  readonly status: Status
  readonly details: RefusalDetails
  /** What a person reads out to support, and support finds in the log. */
  readonly reference: string

  constructor(code: Code, status: Status, details: RefusalDetails = {}) {
    super(code)
    this.code = code
    this.status = status
    this.details = details
    this.reference = newReference()
  }
}

/** Of any part. */
export type AnyRefusal = Pick<RefusalOf<string>, 'code' | 'status' | 'details' | 'reference'>

/** Seconds after which a client may ask again while the database is away. */
export const AWAY = 5

/**
 * The reference that a person or a program is shown. None while the database is away: everything fails for one cause
 * then, of which the log has a line a second, so that most references would lead support to nothing.
 */
export function shownReference({ code, reference }: Pick<AnyRefusal, 'code' | 'reference'>): string | undefined {
  return code === 'unavailable' ? undefined : reference
}

/** Seconds for `Retry-After`; null where waiting helps nothing. */
export function retryAfter({ status, details }: Pick<AnyRefusal, 'status' | 'details'>): string | null {
  return status === 429 || status === 503 ? String(details['seconds'] ?? 60) : null
}

/** The answer that tells a refusal, with `Retry-After` where waiting helps; a redirect that leads on says no such thing. */
export function withRetryAfter(refusal: Pick<AnyRefusal, 'status' | 'details'>, response: Response): Response {
  const wait = retryAfter(refusal)
  if (wait !== null && response.status === refusal.status) response.headers.set('Retry-After', wait)
  return response
}
