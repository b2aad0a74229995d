import type { Kysely } from 'kysely'
import { alone } from '../migrate.ts'
import type { Database } from '../database.ts'
import { StorageError } from '../storage-error.ts'
import { describeOwner, isSameOwner, type OwnDatabase, type Owner, ownerName } from './owner.ts'
import { findOwners, type OwnershipSchema, writeOwner } from './records.ts'

/** What an operator means to do: `from` as {@link ownerName} has it, so that nothing else is moved by mistake. */
export interface Move<Schema> {
  readonly from: string
  readonly by: string
  /** Refuses what must not be moved, or takes away what must not come along; in the same commit. */
  readonly prepare?: (db: Kysely<Schema>) => Promise<void>
}

/** @returns the present owner; null where none is written yet */
export async function findOwner<Schema>(
  database: Pick<Database<Schema>, 'db'>,
  { sources: [source] }: Pick<OwnDatabase<Schema>, 'sources'>,
): Promise<Owner | null> {
  const owners = await findOwners(database.db as unknown as Kysely<OwnershipSchema>)
  return owners.find((owner) => owner.source === source?.name) ?? null
}

/**
 * Gives a database of the same part to another deployment or issuer. Done again, it changes nothing.
 *
 * @throws {StorageError} `database_of_another`: it is not `from`'s; another part's never moves
 * @returns whether it was moved now
 */
export async function moveDatabase<Schema>(
  database: Pick<Database<Schema>, 'db'>,
  own: OwnDatabase<Schema>,
  { from, by, prepare }: Move<Schema>,
): Promise<boolean> {
  let moved = false
  await alone(database.db, async (db) => {
    moved = false
    const records = db as unknown as Kysely<OwnershipSchema>
    const [source] = own.sources
    const found = (await findOwners(records)).find((owner) => owner.source === source?.name)
    if (found && isSameOwner(found, own.owner)) return
    if (!source || !found || found.part !== own.owner.part || ownerName(found) !== from) {
      throw new StorageError('database_of_another', notFrom(own, found, from))
    }
    await prepare?.(db)
    await writeOwner(records, source.name, own.owner, { after: found, by })
    moved = true
  })
  return moved
}

function notFrom({ variable }: Pick<OwnDatabase<never>, 'variable'>, found: Owner | undefined, from: string): string {
  const whose = found ? `belongs to ${describeOwner(found)} (${ownerName(found)})` : 'says nothing of its owner'
  return `${variable}: the database ${whose}, so it cannot be moved from ${from}. Nothing was changed.`
}
