import { type Kysely, PostgresAdapter } from 'kysely'
import type { ConnectStore, Records } from '../../records/store.ts'
import { attemptRecords } from './attempts.ts'
import type { Database } from './database.ts'
import { cursorRecords, memberEpochRecords } from './hub-feed.ts'
import { hubSessionRecords } from './hub-sessions.ts'
import { auditRecords, localSessionEndRecords, noticeRecords, policyRecords } from './ledger.ts'
import { logoutTokenRecords } from './logout-tokens.ts'
import { owedEndRecords, reportRecords } from './outbox.ts'
import { sessionRecords } from './product-sessions.ts'
import { accessReportRecords } from './remaining-access.ts'
import { subjectEndRecords } from './subject-ends.ts'
import type { ConnectTables } from './tables.ts'
import { tenantLinkRecords } from './tenant-links.ts'
import { userLinkRecords } from './user-links.ts'

/**
 * The kit's rows in the host's own database, SQLite or PostgreSQL, beside the host's tables. Apply `migrations` first.
 *
 * On SQLite the dialect begins its transactions with `begin immediate`, and runs with `synchronous=FULL`.
 *
 * @example
 * import { DatabaseSync } from 'node:sqlite'
 * import { kyselyStore, migrations } from '@lanyard/connect/kysely'
 * import { Kysely, SqliteDialect } from 'kysely'
 *
 * const file = new DatabaseSync(':memory:')
 * for (const { sql } of migrations.migrations) file.exec(sql)
 *
 * // Kysely's dialect for SQLite takes any driver that looks like this.
 * const database = {
 *   close: () => file.close(),
 *   prepare(sql: string) {
 *     const statement = file.prepare(sql)
 *     return {
 *       reader: statement.columns().length > 0,
 *       all: (values: readonly unknown[]) => statement.all(...(values as string[])),
 *       run: (values: readonly unknown[]) => statement.run(...(values as string[])),
 *       iterate: (values: readonly unknown[]) => statement.iterate(...(values as string[])),
 *     }
 *   },
 * }
 * interface Schema {
 *   users: { id: string; name: string }
 * }
 * const store = kyselyStore(new Kysely<Schema>({ dialect: new SqliteDialect({ database }) }))
 *
 * await store.transaction(async (records) => records.policies.put('alder', { kind: 'roles', roles: ['technician'] }))
 * assert.deepEqual(await store.records.policies.find('alder'), { kind: 'roles', roles: ['technician'] })
 */
export function kyselyStore<Schema>(db: Kysely<Schema>): ConnectStore<Kysely<Schema>> {
  const locksRows = db.getExecutor().adapter instanceof PostgresAdapter
  // The kit's tables are beside the host's; their names begin with `connect_`.
  const within = (tx: Kysely<Schema>) => recordsOf({ db: tx as unknown as Kysely<ConnectTables>, locksRows })
  const attempt = <T>(work: (records: Records, tx: Kysely<Schema>) => Promise<T>) =>
    db.transaction().execute((tx) => work(within(tx), tx))
  return {
    records: within(db),
    within,
    async transaction(work) {
      try {
        return await attempt(work)
      } catch (error) {
        if (isConflict(error)) return attempt(work)
        throw error
      }
    },
  }
}

function recordsOf(database: Database): Records {
  return {
    attempts: attemptRecords(database),
    tenantLinks: tenantLinkRecords(database),
    owedEnds: owedEndRecords(database),
    userLinks: userLinkRecords(database),
    reports: reportRecords(database),
    sessions: sessionRecords(database),
    cursor: cursorRecords(database),
    memberEpochs: memberEpochRecords(database),
    hubSessions: hubSessionRecords(database),
    subjectEnds: subjectEndRecords(database),
    logoutTokens: logoutTokenRecords(database),
    accessReports: accessReportRecords(database),
    notices: noticeRecords(database),
    policies: policyRecords(database),
    localSessionEnds: localSessionEndRecords(database),
    audit: auditRecords(database),
  }
}

/** PostgreSQL's `serialization_failure` and `deadlock_detected`. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01')
}
