import type { Kysely } from 'kysely'
import { dialectOf } from '../open-database.ts'
import { StorageError } from '../storage-error.ts'
import { describeOwner, type Owner, type OwnDatabase } from './owner.ts'
import { findOwners, findSources, type OwnershipSchema, type RecordedOwner } from './records.ts'

/**
 * Reads whose a database is and refuses one of any other owner; writes nothing.
 *
 * @returns the owner as it is written there, for the part's own source; undefined where none is
 * @throws {StorageError} `database_of_another`, `database_shared`
 */
export async function assertOwner<Schema>(
  database: { readonly db: Kysely<Schema> },
  own: OwnDatabase<Schema>,
): Promise<RecordedOwner | undefined> {
  const db = database.db as unknown as Kysely<OwnershipSchema>
  const owners = await findOwners(db)
  const sources = new Set([...owners.map(({ source }) => source), ...(await findSources(db))])
  assertNotShared(own, sources, dialectOf(db) === 'postgres')
  for (const found of owners) if (!isOurs(own, found)) throw ofAnother(own, found)

  const [source] = own.sources
  const recorded = owners.find((owner) => owner.source === source?.name)
  if (recorded === undefined) await assertIssuerOfRows(database.db, own, sources)
  return recorded
}

/** Every source that is there must be one of this part, and the part's other half may be there only as it is allowed. */
function assertNotShared<Schema>(own: OwnDatabase<Schema>, sources: ReadonlySet<string>, isServer: boolean): void {
  const names = own.sources.map(({ name }) => name)
  const isNew = !sources.has(names[0] ?? '')
  for (const source of sources) {
    if (names.includes(source)) continue
    if (source !== own.beside?.source) throw shared(own, `it holds tables of another part (${source})`)
    if (!isServer && own.beside.first === 'other') throw shared(own, `one SQLite file cannot hold ${source} as well`)
    if (isNew && own.beside.first === 'this') throw shared(own, `it was made for ${source} alone`)
  }
}

/** A database of an earlier version is taken over by what it holds. */
async function assertIssuerOfRows<Schema>(
  db: Kysely<Schema>,
  own: OwnDatabase<Schema>,
  sources: ReadonlySet<string>,
): Promise<void> {
  if (!own.earlier || !sources.has(own.earlier.source)) return
  const issuers = await own.earlier.findIssuers(db)
  const [issuer] = issuers
  if (issuer === undefined || issuers.some((held) => isKnownIssuer(own, held))) return
  throw ofAnother(own, { ...own.owner, issuer })
}

function isOurs<Schema>(own: OwnDatabase<Schema>, found: Owner): boolean {
  const { part, deployment } = own.owner
  return found.part === part && found.deployment === deployment && isKnownIssuer(own, found.issuer)
}

function isKnownIssuer<Schema>({ owner, formerIssuers }: OwnDatabase<Schema>, issuer: string): boolean {
  return issuer === owner.issuer || formerIssuers.includes(issuer)
}

function ofAnother<Schema>({ variable, owner }: OwnDatabase<Schema>, found: Owner): StorageError {
  const isRenamed = found.part === owner.part && found.deployment === owner.deployment
  const next = isRenamed
    ? 'If the hub was renamed, name the former issuer in LANYARD_FORMER_ISSUERS. Otherwise use the database of this configuration, or move this one: database move'
    : found.part === owner.part
      ? 'Use the database of this configuration, or move this one: database move'
      : 'Use the database of this configuration'
  return new StorageError(
    'database_of_another',
    `${variable}: the database belongs to ${describeOwner(found)}; the configuration says ${describeOwner(owner)}. Nothing was changed. ${next}.`,
  )
}

function shared<Schema>({ variable, owner }: OwnDatabase<Schema>, found: string): StorageError {
  return new StorageError(
    'database_shared',
    `${variable}: the database cannot be used for ${describeOwner(owner)}: ${found}. Nothing was changed. Name a database of its own.`,
  )
}
