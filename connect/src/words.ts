import type { Notice } from './api.ts'
import { notices, type Names, type Words } from './messages/en.ts'

/**
 * Words a notice in English: what happened, why, what to do now. Show code and reference beside it, small.
 *
 * @example
 * const { what, why, next } = words(notice, { product: 'PSA', hub: 'IT Complete' })
 */
export function words(notice: Pick<Notice, 'code' | 'details'>, names: Names): Words {
  return notices[notice.code](notice.details, names)
}
