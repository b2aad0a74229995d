import type { Notice } from '../records/notice.ts'

/**
 * How loudly a page tells a notice: a success (`status`); plainly, what is no failure (`note`); or a refusal with its code and
 * reference in small print, which both sides wrote down (`support`).
 */
export type NoticeWeight = 'status' | 'note' | 'support'

/**
 * Says how loudly a page tells a notice. Role `status` fits the first two weights, role `alert` the last.
 *
 * @example
 * import { weightOf } from '@lanyard/connect'
 *
 * assert.equal(weightOf({ kind: 'done', code: 'tenant_linked' }), 'status')
 * assert.equal(weightOf({ kind: 'refused', code: 'attempt_cancelled' }), 'note')
 * assert.equal(weightOf({ kind: 'refused', code: 'hub_unavailable' }), 'support')
 */
export function weightOf({ kind, code }: Pick<Notice, 'kind' | 'code'>): NoticeWeight {
  if (kind === 'done') return 'status'
  return code === 'attempt_cancelled' ? 'note' : 'support'
}
