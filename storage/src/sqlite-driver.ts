import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { setTimeout as rest } from 'node:timers/promises'
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import { toStorageError } from './database-away.ts'
import { assertParameter } from './parameters.ts'
import { noteStatement } from './sent-statements.ts'
import { StorageError } from './storage-error.ts'

/** How long a statement waits for a lock that another connection or process holds, in milliseconds. */
const LOCK_PATIENCE = 10_000
const LONGEST_PAUSE = 20
const CACHED_STATEMENTS = 500
const SQLITE_BUSY = 5

/** Several statements in one text, without parameters, run as they stand. */
export interface Script extends CompiledQuery {
  readonly isScript: true
}

/**
 * A Kysely driver over one `node:sqlite` connection, which its users take in turn.
 *
 * Transactions begin with `begin immediate`, so that none fails half-way for want of the write lock. The wait for a
 * lock leaves the event loop free: `busy_timeout` would block it, and with it the very transaction that is waited for
 * when that belongs to the same process.
 */
export function createSqliteDriver(database: DatabaseSync): Driver {
  const turns = createTurns()
  const connection = createConnection(database)
  const run = (sql: string) => connection.executeQuery(CompiledQuery.raw(sql))

  return {
    async init() {},
    async acquireConnection() {
      await turns.take()
      return connection
    },
    async releaseConnection() {
      turns.pass()
    },
    async beginTransaction() {
      await run('begin immediate')
    },
    async commitTransaction() {
      await run('commit')
    },
    async rollbackTransaction() {
      // An error such as a full disk has rolled back already.
      if (database.isTransaction) await run('rollback')
    },
    async destroy() {
      database.close()
    },
  }
}

function createConnection(database: DatabaseSync): DatabaseConnection {
  const prepare = cacheStatements(database)

  function execute<Row>({ sql, parameters, ...query }: CompiledQuery): QueryResult<Row> {
    if ('isScript' in query) {
      database.exec(sql)
      return { rows: [] }
    }
    const bound = parameters.map(toInput)
    const { statement, isReader } = prepare(sql)
    if (isReader) return { rows: statement.all(...bound).map((row) => ({ ...row }) as Row) }
    const { changes, lastInsertRowid } = statement.run(...bound)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      noteStatement({ sql: query.sql, connection: database })
      return database.isTransaction ? attempt(() => execute<Row>(query)) : whenFree(() => execute<Row>(query))
    },
    streamQuery() {
      throw new Error('Rows are not streamed: select them in pages.')
    },
  }
}

function toInput(value: unknown): SQLInputValue {
  assertParameter(value)
  return value as SQLInputValue
}

function cacheStatements(database: DatabaseSync) {
  const cache = new Map<string, { statement: StatementSync; isReader: boolean }>()
  return (sql: string) => {
    const cached = cache.get(sql)
    if (cached) return cached
    if (cache.size >= CACHED_STATEMENTS) cache.clear()
    const statement = database.prepare(sql)
    const prepared = { statement, isReader: statement.columns().length > 0 }
    cache.set(sql, prepared)
    return prepared
  }
}

function attempt<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw toStorageError(error)
  }
}

/** Runs `work` again while another connection holds the lock it needs, up to {@link LOCK_PATIENCE}. */
export async function whenFree<Result>(work: () => Result): Promise<Result> {
  const deadline = performance.now() + LOCK_PATIENCE
  for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw toStorageError(error)
    }
    await rest(pause)
  }
}

function isBusy(error: unknown): boolean {
  // The low byte is the primary result code: https://www.sqlite.org/rescode.html
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY
}

/** First come, first served; who waits too long goes without. */
function createTurns() {
  const waiting = new Set<() => void>()
  let isTaken = false
  return {
    async take(): Promise<void> {
      if (isTaken) return waitForTurn(waiting)
      isTaken = true
    },
    pass(): void {
      const [next] = waiting
      if (next === undefined) isTaken = false
      else {
        waiting.delete(next)
        next()
      }
    },
  }
}

function waitForTurn(waiting: Set<() => void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      waiting.delete(next)
      reject(new StorageError('database_away', 'The database is busy.'))
    }, LOCK_PATIENCE)
    waiting.add(next)
  })
}
