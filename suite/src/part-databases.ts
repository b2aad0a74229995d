import { findHindrances, forgetHub } from '@lanyard/connect/kysely'
import type { ConnectTables } from '@lanyard/connect/kysely'
import { readConfig as readRmmConfig } from '@lanyard/example-rmm/src/config.ts'
import { databaseOfRmm } from '@lanyard/example-rmm/src/database.ts'
import { readConfig as readHubConfig } from '@lanyard/hub/src/config.ts'
import { ownLedger, ownShort } from '@lanyard/hub/src/db/open.ts'
import { readConfig as readPsaConfig } from '@lanyard/psa/src/config.ts'
import { databaseOfPsa } from '@lanyard/psa/src/db/open-psa-database.ts'
import { explainOpening, findOwner, moveDatabase, openDatabase, type OwnDatabase, ownerName } from '@lanyard/storage'
import type { Kysely } from 'kysely'
import { messages } from './messages/en.ts'
import { Refused } from './refused.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Its tables matter only as the kit has them. */
type AnyDatabase = OwnDatabase<ConnectTables>

export interface ShownDatabase {
  readonly variable: string
  /** As commands name it; null where none is written. */
  readonly owner: string | null
  readonly configured: string
}

/** Whose a part's databases are, and whose the configuration says. */
export async function showDatabases(part: string, environment: Environment): Promise<readonly ShownDatabase[]> {
  const shown: ShownDatabase[] = []
  for (const own of await databasesOf(part, environment)) {
    await using database = await opened(own)
    const found = await findOwner(database, own)
    shown.push({ variable: own.variable, owner: found && ownerName(found), configured: ownerName(own.owner) })
  }
  return shown
}

export interface MovedDatabase {
  readonly variable: string
  readonly to: string
  /** False where it was moved before. */
  readonly moved: boolean
}

/**
 * Gives a part's databases to the configuration's owner.
 *
 * A product's links belong to the hub and the deployment that they were made with: it does not move while it holds any,
 * or owes the hub an end, but for a copy, in which they are forgotten.
 *
 * @throws {Refused} `links_held`
 * @throws {StorageError} `database_of_another`
 */
export async function moveDatabases(
  part: string,
  environment: Environment,
  request: { readonly from: string; readonly by: string; readonly forgetLinks: boolean },
): Promise<readonly MovedDatabase[]> {
  const prepare = (db: Kysely<ConnectTables>) => (request.forgetLinks ? forgetHub(db) : assertNoLinks(db))
  const databases: MovedDatabase[] = []
  for (const own of await databasesOf(part, environment)) {
    await using database = await opened(own)
    const moved = await moveDatabase(database, own, { ...request, ...(part !== 'hub' && { prepare }) })
    databases.push({ variable: own.variable, to: ownerName(own.owner), moved })
  }
  return databases
}

async function assertNoLinks(db: Kysely<ConnectTables>): Promise<void> {
  const { links, owedEnds } = await findHindrances(db)
  if (links + owedEnds > 0) throw new Refused('links_held', messages.operator.databaseLinked(links, owedEnds))
}

async function databasesOf(part: string, environment: Environment): Promise<readonly AnyDatabase[]> {
  if (part === 'hub') {
    const config = readHubConfig(environment)
    return [(await ownLedger(config)) as unknown as AnyDatabase, (await ownShort(config)) as unknown as AnyDatabase]
  }
  const own = part.startsWith('rmm-')
    ? await databaseOfRmm(readRmmConfig(environment))
    : await databaseOfPsa(readPsaConfig(environment))
  return [own as unknown as AnyDatabase]
}

/** As it lies there, for any owner; nothing is migrated. */
async function opened(own: AnyDatabase) {
  const database = await openDatabase<ConnectTables>(own.location)
  await explainOpening(own, () => findOwner(database, own))
  return { ...database, [Symbol.asyncDispose]: () => database.close() }
}
