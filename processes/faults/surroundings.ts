import { openPostOffice, type PostOffice } from '@lanyard/mail/testing'
import { openDatabase } from '@lanyard/storage'
import { openProxy, type PostgresServer, type Proxy, startPostgres } from '@lanyard/storage/testing'
import { sql } from 'kysely'

/** What a hub and a PSA depend on, each behind a proxy that fails on demand. */
export interface Surroundings extends AsyncDisposable {
  readonly postgres: PostgresServer
  /** Between the hub and its databases, the PSA and its own, the hub and its mail server. */
  readonly hubsDatabase: Proxy
  readonly psasDatabase: Proxy
  readonly mailServer: Proxy
  readonly postOffice: PostOffice
  /** Configuration of the parts. */
  readonly environment: Readonly<Record<'hub' | 'psa-us', Readonly<Record<string, string>>>>
  /** Ends every connection of both parts, as a failover does. @returns how many */
  terminate(): Promise<number>
}

/**
 * Starts a PostgreSQL server with a database for each part, and a mail server.
 *
 * @param limits parameters of the databases' locations, for a world that waits less long than a deployment
 */
export async function openSurroundings(limits: Readonly<Record<string, string>> = {}): Promise<Surroundings> {
  await using opened = new AsyncDisposableStack()
  const postgres = await startPostgres()
  opened.defer(() => postgres.stop())
  await createDatabases(postgres)
  const { hostname: host, port } = new URL(postgres.url)
  const hubsDatabase = opened.use(await openProxy({ host, port: Number(port) }))
  const psasDatabase = opened.use(await openProxy({ host, port: Number(port) }))
  const postOffice = opened.use(await openPostOffice())
  const mailServer = opened.use(await openProxy({ host: '127.0.0.1', port: postOffice.port }))

  const through = (proxy: Proxy, database: string): string => {
    const location = new URL(postgres.url)
    location.port = String(proxy.port)
    location.pathname = database
    location.search = new URLSearchParams(limits).toString()
    return location.href
  }
  const hub = through(hubsDatabase, 'hub')
  const kept = opened.move()
  return {
    postgres,
    hubsDatabase,
    psasDatabase,
    mailServer,
    postOffice,
    environment: {
      hub: {
        LANYARD_HUB_DATABASE: hub,
        LANYARD_HUB_SHORT_DATABASE: hub,
        LANYARD_SMTP: `smtp://127.0.0.1:${mailServer.port}`,
        LANYARD_MAIL_FROM: 'Hub <no-reply@hub.example>',
      },
      'psa-us': { LANYARD_DATABASE: through(psasDatabase, 'psa') },
    },
    terminate: () => terminateAll(postgres),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
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
