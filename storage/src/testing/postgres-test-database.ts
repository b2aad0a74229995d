import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type MigrationSource, migrate } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import type { TestDatabase } from './test-database.ts'
import { startPostgres } from './postgres-server.ts'
import { fingerprint, openTestDatabase } from './test-database.ts'

let server: Promise<Server> | undefined
const templates = new Map<string, Promise<void>>()

interface Server {
  readonly url: string
  /** Connections on which databases are made and dropped: to make one costs as much as a small database does. */
  readonly administration: pg.Pool
}

export async function openPostgresTestDatabase<Schema>(
  sources: readonly MigrationSource[],
): Promise<TestDatabase<Schema>> {
  server ??= findServer()
  const { url, administration } = await server
  const template = `template_${fingerprint(sources)}`
  let made = templates.get(template)
  if (!made) templates.set(template, (made = makeTemplate(url, template, sources)))
  await made

  const name = `test_${randomBytes(8).toString('hex')}`
  // To copy files takes half of what it takes to log every page of them, and no test's database survives a crash.
  await administration.query(`create database ${name} template ${template} strategy file_copy`)
  return openTestDatabase(locate(url, name), async () => {
    await administration.query(`drop database ${name} with (force)`)
  })
}

/** The server that the whole run shares, or, when a test file is run by itself, one of its own. */
async function findServer(): Promise<Server> {
  const url = process.env['LANYARD_TEST_POSTGRES'] ?? (await startPostgres()).url
  const administration = new pg.Pool({ connectionString: url, max: 2, allowExitOnIdle: true })
  // The server may end before a connection that rests.
  administration.on('error', () => undefined)
  return { url, administration }
}

/** Makes the migrated database that others are copied from, once per server, by the first that needs it. */
async function makeTemplate(url: string, template: string, sources: readonly MigrationSource[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount) return
    const building = `building_${randomBytes(8).toString('hex')}`
    await client.query(`create database ${building}`)
    const database = await openDatabase(locate(url, building))
    await migrate(database, sources)
    await database.close()
    await client.query(`alter database ${building} rename to ${template}`)
  } finally {
    await client.end()
  }
}

function locate(url: string, database: string): string {
  const location = new URL(url)
  location.pathname = database
  return location.href
}
