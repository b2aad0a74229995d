import type { RefusalCode } from './records/notice.ts'

/**
 * An expected failure: nothing that grants or removes a right was changed. The kit's functions throw it to the host's
 * pages; ceremonies show it as a notice.
 *
 * @example
 * import { Refusal, words } from '@lanyard/connect'
 *
 * const sayWhy = (error: unknown) => {
 *   if (!(error instanceof Refusal)) throw error
 *   return words(error, { product: 'PSA', hub: 'IT Complete' }).what
 * }
 * assert.equal(sayWhy(new Refusal('not_an_admin')), 'Only an admin of PSA can connect IT Complete.')
 */
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
