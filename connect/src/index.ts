/**
 * The kit's public contract. A host gives options and callbacks to {@link createConnect}, and gets a `Connect`.
 *
 * `Tx` is the transaction that the store passes to the host's callbacks (`Transaction<DB>` with the Kysely store). They
 * read and write in it, so one commit decides a link, the user's class, the tenant's feature and the session.
 */

export type * from './api/config.ts'
export type * from './api/connect.ts'
export type * from './api/health.ts'
export type * from './api/host.ts'
export type * from './api/provider.ts'
export type * from './api/states.ts'
export { CLOCK_TOLERANCE } from './clocks.ts'
export { createConnect } from './create-connect.ts'
export type { Names, Words } from './messages/en.ts'
export { type NoticeWeight, weightOf } from './notices/weights.ts'
export { words } from './notices/words.ts'
export type { App } from './records/app.ts'
export type { LinkPolicy } from './records/link-policy.ts'
export type { Notice, NoticeCode, RefusalCode, SuccessCode } from './records/notice.ts'
export type { ConnectStore } from './records/store.ts'
export { Refusal } from './refusal.ts'
