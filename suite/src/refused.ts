/** A "no" of a command itself; operations of hub and products have refusals of their own. */
export class Refused extends Error {
  override name = 'Refused'
  readonly code: string
  /** For programs, beside code and message. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}
