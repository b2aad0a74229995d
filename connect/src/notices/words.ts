import { notices, type Names, type Words } from '../messages/en.ts'
import type { Notice } from '../records/notice.ts'

/**
 * Words a notice in English: what happened, why, what to do now. Show code and reference beside it, small.
 *
 * @example
 * import { words } from '@lanyard/connect'
 *
 * const notice = { code: 'user_inactive', details: {} } as const
 * const { what, next } = words(notice, { product: 'PSA', hub: 'IT Complete' })
 * assert.equal(what, 'Your PSA user is inactive.')
 * assert.equal(next, 'Ask your PSA admin.')
 */
export function words(notice: Pick<Notice, 'code' | 'details'>, names: Names): Words {
  return notices[notice.code](notice.details, names)
}
