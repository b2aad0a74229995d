import type { AttemptRecords } from './attempts.ts'
import type { CursorRecords, MemberEpochRecords } from './hub-feed.ts'
import type { HubSessionRecords } from './hub-sessions.ts'
import type { AuditRecords, LinkPolicyRecords, LocalSessionEndRecords, NoticeRecords } from './ledger.ts'
import type { LogoutTokenRecords } from './logout-tokens.ts'
import type { LinkReportRecords, OwedEndRecords } from './outbox.ts'
import type { ProductSessionRecords } from './product-sessions.ts'
import type { AccessReportRecords } from './remaining-access.ts'
import type { SubjectEndRecords } from './subject-ends.ts'
import type { TenantLinkRecords } from './tenant-links.ts'
import type { UserLinkRecords } from './user-links.ts'

/**
 * Where the kit keeps its rows. `kyselyStore` and `memoryStore` come with it; another one has the duties
 * below, and the suite in `@lanyard/connect/testing` checks them, races included.
 *
 * The implementer's duties:
 *
 * - A transaction is atomic and durable: all of it or nothing is there after a crash, and what was answered
 *   survives a power cut (`synchronous=FULL` on SQLite for the file that holds links).
 * - A transaction that writes holds its write lock from the start (`begin immediate` on SQLite) or runs under
 *   READ COMMITTED or stricter with row locks (PostgreSQL). Deadlocks and serialization failures are retried
 *   once; `work` may therefore run twice and has no effects but through `records` and `tx`.
 * - Every method that says "if" or "compare-and-set" decides by one statement's `where` or by a unique index,
 *   never by reading first and writing by id alone.
 * - Methods that say "locked" keep the row from changing until the commit.
 * - A method that reports a conflict by `false` leaves the transaction usable.
 * - A method that deletes what has expired may do so in several commits, and may stop between two of them when its signal
 *   is given; the next sweep goes on. A store may leave the signal out.
 */
export interface ConnectStore<Tx> {
  /** Runs `work` in one transaction: commits what it did when it returns, nothing of it when it throws. */
  transaction<T>(work: (records: Records, tx: Tx) => Promise<T>): Promise<T>
  /** The same rows inside a transaction that the host has opened. */
  within(tx: Tx): Records
  /** The same rows outside of any transaction; each call is a commit of its own. */
  readonly records: Records
}

/** The kit's rows, a few small methods per kind. */
export interface Records {
  readonly attempts: AttemptRecords
  readonly tenantLinks: TenantLinkRecords
  readonly owedEnds: OwedEndRecords
  readonly userLinks: UserLinkRecords
  readonly reports: LinkReportRecords
  readonly sessions: ProductSessionRecords
  readonly cursor: CursorRecords
  readonly memberEpochs: MemberEpochRecords
  readonly hubSessions: HubSessionRecords
  readonly subjectEnds: SubjectEndRecords
  readonly logoutTokens: LogoutTokenRecords
  readonly notices: NoticeRecords
  readonly policies: LinkPolicyRecords
  readonly localSessionEnds: LocalSessionEndRecords
  readonly accessReports: AccessReportRecords
  readonly audit: AuditRecords
}
