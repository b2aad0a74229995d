/** A "no" of a command itself; operations of hub and products have refusals of their own. */
export class Refused extends Error {
  override name = 'Refused'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
