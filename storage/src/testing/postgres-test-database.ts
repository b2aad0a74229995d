import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type MigrationSource, migrate } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import type { TestDatabase } from './test-database.ts'
import { startPostgres } from './postgres-server.ts'
import { fingerprint, openTestDatabase } from './test-database.ts'

let server: Promise<string> | undefined
const templates = new Map<string, Promise<void>>()

export async function openPostgresTestDatabase<Schema>(
  sources: readonly MigrationSource[],
): Promise<TestDatabase<Schema>> {
  server ??= findServer()
  const url = await server
  const template = `template_${fingerprint(sources)}`
  let made = templates.get(template)
  if (!made) templates.set(template, (made = makeTemplate(url, template, sources)))
  await made

  const name = `test_${randomBytes(8).toString('hex')}`
  await administer(url, (client) => client.query(`create database ${name} template ${template}`))
  return openTestDatabase(locate(url, name), () =>
    administer(url, (client) => client.query(`drop database ${name} with (force)`)),
  )
}

/** The server that the whole run shares, or, when a test file is run by itself, one of its own. */
async function findServer(): Promise<string> {
  return process.env['LANYARD_TEST_POSTGRES'] ?? (await startPostgres()).url
}

/** Makes the migrated database that others are copied from, once per server, by the first that needs it. */
async function makeTemplate(url: string, template: string, sources: readonly MigrationSource[]): Promise<void> {
  await administer(url, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount) return
    const building = `building_${randomBytes(8).toString('hex')}`
    await client.query(`create database ${building}`)
    const database = await openDatabase(locate(url, building))
    await migrate(database, sources)
    await database.close()
    await client.query(`alter database ${building} rename to ${template}`)
  })
}

async function administer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function locate(url: string, database: string): string {
  const location = new URL(url)
  location.pathname = database
  return location.href
}
