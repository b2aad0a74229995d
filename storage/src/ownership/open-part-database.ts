import type { Kysely } from 'kysely'
import { alone, migrate } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import type { Database, OpenOptions } from '../database.ts'
import { assertOwner } from './assert-owner.ts'
import { explainOpening } from './explain-opening.ts'
import { isSameOwner, type OwnDatabase } from './owner.ts'
import { createRecords, type OwnershipSchema, writeOwner } from './records.ts'

/**
 * Opens a part's database and brings it up to date, or refuses it before anything in it has changed.
 *
 * The first start writes whose the database is. Several processes may start at once.
 *
 * @throws {StorageError} `database_of_another`, `database_shared`, `database_unavailable`, `migration_changed`
 */
export async function openPartDatabase<Schema>(
  own: OwnDatabase<Schema>,
  options: OpenOptions = {},
): Promise<Database<Schema>> {
  const database = await openOwnDatabase(own, options)
  try {
    await settleDatabase(database, own)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Opens a database that is this part's or still empty. Nothing is written, so that a part can look at all of its own first. */
export async function openOwnDatabase<Schema>(
  own: OwnDatabase<Schema>,
  options: OpenOptions = {},
): Promise<Database<Schema>> {
  return explainOpening(own, async () => {
    const database = await openDatabase<Schema>(own.location, options)
    try {
      await assertOwner(database, own)
      return database
    } catch (error) {
      await database.close()
      throw error
    }
  })
}

/** Writes the owner where it is not written as it is now, and then brings the tables up to date. */
export async function settleDatabase<Schema>(database: Database<Schema>, own: OwnDatabase<Schema>): Promise<void> {
  await alone(database.db, async (db) => {
    // Another process may have been first.
    const recorded = await assertOwner({ db }, own)
    if (recorded && isSameOwner(recorded, own.owner)) return
    const records = db as unknown as Kysely<OwnershipSchema>
    await createRecords(records)
    const [source] = own.sources
    if (source) await writeOwner(records, source.name, own.owner, { after: recorded, by: 'start' })
  })
  await migrate(database, own.sources)
}
