import { readFile, rm, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync, gzipSync } from 'node:zlib'
import { openDatabase } from '@lanyard/storage'
import { sql } from 'kysely'
import { dumpPostgres } from './dump-postgres.ts'

export type DumpDialect = 'sqlite' | 'postgres'

/** Ends the name of a dump's file. */
export const DUMP_ENDING: Readonly<Record<DumpDialect, string>> = { sqlite: '.sqlite.gz', postgres: '.sql.gz' }

/**
 * Writes a part's database, which no process has open, into one packed file.
 *
 * @param location as {@link import('@lanyard/storage').openDatabase} takes it
 * @param file without its ending
 */
export async function keepDatabase(location: string, file: string): Promise<void> {
  const isFile = location.startsWith('sqlite:')
  const bytes = isFile ? await compact(location.slice('sqlite:'.length)) : Buffer.from(await dumpPostgres(location))
  await writeFile(file + DUMP_ENDING[isFile ? 'sqlite' : 'postgres'], gzipSync(bytes, { level: 9 }))
}

/** The database without free pages and without a journal. */
async function compact(source: string): Promise<Buffer> {
  const target = `${source}.compact`
  const database = new DatabaseSync(source)
  database.prepare('vacuum into ?').run(target)
  database.close()
  const bytes = await readFile(target)
  await rm(target)
  return bytes
}

/** Puts a dump where a part will open it: into a file that is not there, or a database that is empty. */
export async function restoreDatabase(dump: string, location: string): Promise<void> {
  const bytes = gunzipSync(await readFile(dump))
  if (location.startsWith('sqlite:')) return writeFile(location.slice('sqlite:'.length), bytes)
  const database = await openDatabase(location, { connections: 1 })
  try {
    await sql.raw(bytes.toString()).execute(database.db)
  } finally {
    await database.close()
  }
}
