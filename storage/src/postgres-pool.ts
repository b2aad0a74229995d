import { AsyncLocalStorage } from 'node:async_hooks'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { toStorageError } from './database-away.ts'
import type { OpenOptions } from './database.ts'
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
  const silence = watchSilence({ connectionString: location }, () => (silentSince = performance.now()))
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
  // Connections that are older than one that fell silent are likely to be as dead: none is used again.
  let silentSince = 0

  const lose = (error: Error) => options.onLost?.(lost(error))
  pool.on('error', lose)
  pool.on('connect', (client) => {
    silence.noteConnected(client)
    born.set(client, performance.now())
    client.on('error', lose)
  })

  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    let failure: unknown = null
    return {
      async query(text: unknown, parameters?: readonly unknown[]) {
        // What waits behind a statement without an answer would wait as long again.
        if (failure !== null) throw failure
        noteStatement({ sql: String(text), connection: client })
        const limit = patient.getStore() ? { query_timeout: UNLIMITED } : {}
        try {
          const answer = client.query({ text: String(text), values: [...(parameters ?? [])], ...limit })
          return await silence.awaiting(client, answer)
        } catch (error) {
          const thrown = toStorageError(error)
          if (endsConnection(error, thrown)) failure = thrown
          if (isSilence(error)) silentSince = performance.now()
          throw thrown
        }
      },
      release(discard?: boolean) {
        client.release(discard === true || failure !== null)
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
          if ((born.get(client) ?? 0) >= silentSince) {
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
