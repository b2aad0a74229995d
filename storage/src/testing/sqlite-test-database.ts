import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MigrationSource, migrate } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import type { TestDatabase } from './test-database.ts'
import { fingerprint, openTestDatabase } from './test-database.ts'

const PREFIX = join(tmpdir(), 'lanyard-test-')
const templates = new Map<string, Promise<Buffer>>()

export async function openSqliteTestDatabase<Schema>(
  sources: readonly MigrationSource[],
): Promise<TestDatabase<Schema>> {
  const name = fingerprint(sources)
  let template = templates.get(name)
  if (!template) templates.set(name, (template = makeTemplate(sources)))

  const folder = await mkdtemp(PREFIX)
  const file = join(folder, 'test.sqlite')
  await writeFile(file, await template)
  return openTestDatabase(`sqlite:${file}`, () => rm(folder, { recursive: true }))
}

/** The bytes of a migrated database, which every test that wants the same one starts from. */
async function makeTemplate(sources: readonly MigrationSource[]): Promise<Buffer> {
  const folder = await mkdtemp(PREFIX)
  const file = join(folder, 'template.sqlite')
  const database = await openDatabase(`sqlite:${file}`, { durability: 'normal' })
  await migrate(database, sources)
  await database.close()
  const bytes = await readFile(file)
  await rm(folder, { recursive: true })
  return bytes
}
