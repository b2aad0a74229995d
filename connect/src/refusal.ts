import type { RefusalCode } from './api.ts'

/** An expected failure: nothing that grants or removes a right was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  /** Display texts for the wording; see `Notice.details`. */
  readonly details: Readonly<Record<string, string>>

  constructor(code: RefusalCode, details: Readonly<Record<string, string>> = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.details = details
  }
}
