import { AsyncLocalStorage } from 'node:async_hooks'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { toStorageError } from './database-away.ts'
import type { OpenOptions } from './database.ts'
import { isStaleStatement, nameStatements } from './name-statements.ts'
import { noteStatement } from './sent-statements.ts'
import { StorageError } from './storage-error.ts'
import { watchSilence } from './watch-silence.ts'

const CONNECTIONS = 10

/**
 * Milliseconds. Every wait has an end: for a connection, new or of the pool; for a lock and for a statement, which the
 * server ends; and for an answer at all, which comes later than those or never. A node that fell silent in the middle of
 * a transaction holds its locks no longer than `idle_in_transaction_session_timeout`.
 */
const LIMITS = {
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 30_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  lock_timeout: 10_000,
  statement_timeout: 20_000,
  query_timeout: 25_000,
  idle_in_transaction_session_timeout: 60_000,
}

/** Milliseconds that a statement of a migration may take: any. */
const UNLIMITED = 2 ** 31 - 1

const patient = new AsyncLocalStorage<true>()

/** Within `work` an answer is waited for as long as it takes. */
export function withoutLimit<Result>(work: () => Promise<Result>): Promise<Result> {
  return patient.run(true, work)
}

/**
 * The pool that Kysely takes its connections from. A connection that dies, in use or not, fails what uses it and nothing
 * else: an `error` event without a listener would end the process.
 */
export function createPostgresPool(
  location: string,
  options: OpenOptions,
  types: pg.CustomTypesConfig,
): PostgresPool & { readonly endAll: () => Promise<void> } {
  const silence = watchSilence({ connectionString: location }, () => (discardBefore = performance.now()))
  const pool = new pg.Pool({
    ...LIMITS,
    ...connectTimeoutOf(location),
    connectionString: location,
    max: options.connections ?? CONNECTIONS,
    types,
    Client: silence.Client,
  })
  const born = new WeakMap<pg.PoolClient, number>()
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  // Connections that are older than one that fell silent are likely to be as dead, and those that are older than one whose
  // statements are stale have the same ones: none is used again.
  let discardBefore = 0
  const nameOf = namesStatements(location) ? nameStatements() : () => undefined

  const lose = (error: Error) => options.onLost?.(lost(error))
  pool.on('error', lose)
  pool.on('connect', (client) => {
    silence.noteConnected(client)
    born.set(client, performance.now())
    client.on('error', lose)
  })

  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    let failure: unknown = null
    let isStale = false
    let isInTransaction = false

    const exchange = async (sql: string, values: unknown[], name: string | undefined): Promise<pg.QueryResult> => {
      noteStatement({ sql, connection: client })
      const limit = patient.getStore() ? { query_timeout: UNLIMITED } : {}
      try {
        return await silence.awaiting(client, client.query({ text: sql, values, ...(name && { name }), ...limit }))
      } catch (error) {
        const thrown = toStorageError(error)
        if (endsConnection(error, thrown)) failure = thrown
        if (isSilence(error)) discardBefore = performance.now()
        throw thrown
      }
    }

    const exchangeByName = async (sql: string, values: unknown[]): Promise<pg.QueryResult> => {
      // What migrates is sent once, and changes what other statements are about.
      const name = patient.getStore() || isStale ? undefined : nameOf(sql)
      try {
        return await exchange(sql, values, name)
      } catch (error) {
        if (name === undefined || !isStaleStatement(error)) throw error
        isStale = true
        discardBefore = performance.now()
        if (isInTransaction) throw new TransactionToRunAgain(error)
        return await exchange(sql, values, undefined)
      }
    }

    return {
      async query(text: unknown, parameters?: readonly unknown[]) {
        // What waits behind a statement without an answer would wait as long again.
        if (failure !== null) throw failure
        const sql = String(text)
        if (sql === 'begin') isInTransaction = true
        if (sql === 'commit' || sql === 'rollback') isInTransaction = false
        return exchangeByName(sql, [...(parameters ?? [])])
      },
      release(discard?: boolean) {
        client.release(discard === true || failure !== null || isStale)
      },
    } as unknown as PostgresPoolClient
  }

  /** Here, because Kysely gives a connection whose `onCreateConnection` fails never back. */
  const prepare = async (client: pg.PoolClient): Promise<PostgresPoolClient> => {
    const fresh = wrap(client)
    try {
      if (options.durability === 'normal') await fresh.query('set synchronous_commit = off', [])
    } catch (error) {
      client.release(true)
      throw error
    }
    wrapped.set(client, fresh)
    return fresh
  }

  return {
    async connect() {
      try {
        for (;;) {
          const client = await pool.connect()
          if ((born.get(client) ?? 0) >= discardBefore) {
            return wrapped.get(client) ?? (await prepare(client))
          }
          client.release(true)
        }
      } catch (error) {
        throw toStorageError(error)
      }
    },
    end: () => pool.end(),
    options: pool.options,
    endAll: async () => {
      if (!pool.ending) await pool.end()
    },
  }
}

/** `connect_timeout` of a location, in seconds, as PostgreSQL's own programs read it; `pg` reads the other limits. */
function connectTimeoutOf(location: string): { readonly connectionTimeoutMillis?: number } {
  const seconds = Number(URL.parse(location)?.searchParams.get('connect_timeout') ?? 0)
  return seconds > 0 ? { connectionTimeoutMillis: seconds * 1000 } : {}
}

/** `named_statements=off` of a location is for a pooler that hands out another connection for each transaction and keeps no names. */
function namesStatements(location: string): boolean {
  return URL.parse(location)?.searchParams.get('named_statements') !== 'off'
}

/** Has the code by which PostgreSQL itself asks for that, `serialization_failure`, and does nothing but that. */
class TransactionToRunAgain extends Error {
  readonly code = '40001'

  constructor(cause: unknown) {
    super('A prepared statement of this connection was stale.', { cause })
  }
}

function lost(error: Error): StorageError {
  return new StorageError('database_away', 'A connection to the database was lost.', { cause: error })
}

/** A lock or a statement that took too long leaves the connection as it was. */
function endsConnection(error: unknown, thrown: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return thrown !== error && code !== '57014' && code !== '55P03'
}

function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}
