import { openPostOffice, type PostOffice } from '@lanyard/mail/testing'
import { openDatabase } from '@lanyard/storage'
import { openProxy, type PostgresServer, type Proxy, startPostgres } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import { type LogOutWorld, openLogOutWorld } from '../log-outs/world.ts'

/** For a statement and an answer at all, in milliseconds, and a connection, in seconds: a deployment waits longer. */
const LIMITS = { statement_timeout: '1000', query_timeout: '1500', connect_timeout: '1' }

/** Parts as processes, and everything around them that can fail. */
export interface FaultWorld extends AsyncDisposable {
  readonly world: LogOutWorld
  readonly postgres: PostgresServer
  /** Between the hub and its databases, the PSA and its own, the hub and its mail server. */
  readonly hubsDatabase: Proxy
  readonly psasDatabase: Proxy
  readonly mailServer: Proxy
  readonly postOffice: PostOffice
  /** Ends every connection of both parts, as a failover does. @returns how many */
  terminate(): Promise<number>
  /** What `/readyz` of a part answers. */
  readiness(part: 'hub' | 'psa-us'): Promise<number>
}

/** The hub and the PSA on a PostgreSQL server of their own; RMM on a file. */
export async function openFaultWorld(): Promise<FaultWorld> {
  await using opened = new AsyncDisposableStack()
  const postgres = await startPostgres()
  opened.defer(() => postgres.stop())
  await createDatabases(postgres)
  const { hostname: host, port } = new URL(postgres.url)
  const hubsDatabase = opened.use(await openProxy({ host, port: Number(port) }))
  const psasDatabase = opened.use(await openProxy({ host, port: Number(port) }))
  const postOffice = opened.use(await openPostOffice())
  const mailServer = opened.use(await openProxy({ host: '127.0.0.1', port: postOffice.port }))

  const hub = through(postgres, hubsDatabase, 'hub')
  const world = opened.use(
    await openLogOutWorld({
      partsMayEnd: false,
      environment: {
        hub: {
          LANYARD_HUB_DATABASE: hub,
          LANYARD_HUB_SHORT_DATABASE: hub,
          LANYARD_SMTP: `smtp://127.0.0.1:${mailServer.port}`,
          LANYARD_MAIL_FROM: 'Hub <no-reply@hub.example>',
        },
        'psa-us': { LANYARD_DATABASE: through(postgres, psasDatabase, 'psa') },
      },
    }),
  )
  const kept = opened.move()
  return {
    world,
    postgres,
    hubsDatabase,
    psasDatabase,
    mailServer,
    postOffice,
    terminate: () => terminateAll(postgres),
    async readiness(part) {
      const answer = await fetch(`${world.suite.origin(part)}/readyz`)
      await answer.arrayBuffer()
      return answer.status
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

function through(postgres: PostgresServer, proxy: Proxy, database: string): string {
  const location = new URL(postgres.url)
  location.port = String(proxy.port)
  location.pathname = database
  location.search = new URLSearchParams(LIMITS).toString()
  return location.href
}

async function createDatabases(postgres: PostgresServer): Promise<void> {
  await asAdministrator(postgres, async (db) => {
    await sql`create database hub`.execute(db)
    await sql`create database psa`.execute(db)
  })
}

async function terminateAll(postgres: PostgresServer): Promise<number> {
  return asAdministrator(postgres, async (db) => {
    const ended = sql`select pg_terminate_backend(pid) from pg_stat_activity where datname in ('hub', 'psa')`
    return (await ended.execute(db)).rows.length
  })
}

async function asAdministrator<Result>(
  { url }: PostgresServer,
  work: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(url, { connections: 1 })
  try {
    return await work(database.db)
  } finally {
    await database.close()
  }
}
