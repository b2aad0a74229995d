import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { canonicalJson, sha256 } from './entry.ts'
import { type AuditChainTables, type AuditSource, chainTables } from './tables.ts'

/** What someone or something was called when an entry was written. */
export interface NameThen {
  readonly name: string
  /** The id of the person whose name it is, by which it is found when it has to be erased; null for what is no person. */
  readonly person: string | null
}

/** The names of an entry by the part that they have in it, such as `actor` or `subject`. */
export type NamesThen = Readonly<Record<string, NameThen>>

/** A name as it stands beside its entry. */
export interface KeptName {
  readonly role: string
  readonly salt: string
  readonly name: string
}

/** The row of a name, in the table that the source names. */
export interface AuditNamesTable {
  entry: string
  role: string
  person: string | null
  salt: string
  name: string
}

/** As many names are inserted or looked up at once. */
const AT_ONCE = 250

/**
 * Salts and hashes the names of an entry. The entry keeps `hashes` and is sealed with them; `rows` stand beside it and can
 * be erased: without its salt, 128 bits of chance, no hash tells which name it was made from.
 *
 * @returns `hashes` null where there are no names
 */
export function saltNames(
  entry: string,
  names: NamesThen,
): { readonly hashes: string | null; readonly rows: readonly AuditNamesTable[] } {
  const rows = Object.entries(names).map(([role, { name, person }]) => {
    return { entry, role, person, salt: randomBytes(16).toString('base64url'), name }
  })
  if (rows.length === 0) return { hashes: null, rows }
  const hashes = Object.fromEntries(rows.map(({ role, salt, name }) => [role, hashName({ salt, name })]))
  return { hashes: canonicalJson(hashes), rows }
}

/** SHA-256, in hex, of the salt and the name. Every salt has the same length, so no two pairs make one text. */
function hashName({ salt, name }: Pick<KeptName, 'salt' | 'name'>): string {
  return sha256(salt + name)
}

/** Is each name the one that its entry was written with? What is erased says nothing, and a name without a hash is none. */
export function areNamesAsWritten(hashes: unknown, names: readonly KeptName[]): boolean {
  if (names.length === 0) return true
  const written = readHashes(hashes)
  return names.every((kept) => written.get(kept.role) === hashName(kept))
}

/** The names that an entry was written with by their parts, null where a name is erased; null for an entry without names. */
export function readNames(hashes: unknown, kept: readonly KeptName[]): Readonly<Record<string, string | null>> | null {
  const roles = [...readHashes(hashes).keys()]
  if (roles.length === 0) return null
  const names = new Map(kept.map(({ role, name }) => [role, name]))
  return Object.fromEntries(roles.map((role) => [role, names.get(role) ?? null]))
}

function readHashes(hashes: unknown): ReadonlyMap<string, unknown> {
  if (typeof hashes !== 'string') return new Map()
  try {
    const read: unknown = JSON.parse(hashes)
    return new Map(typeof read === 'object' && read !== null ? Object.entries(read) : [])
  } catch {
    return new Map()
  }
}

/** The names that stand beside entries of a source, by the entry. */
export async function findNames<Schema extends AuditChainTables>(
  db: Kysely<Schema>,
  { names: table }: AuditSource,
  entries: readonly string[],
): Promise<ReadonlyMap<string, readonly KeptName[]>> {
  const found = new Map<string, KeptName[]>()
  if (table === undefined) return found
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const { rows } = await sql<AuditNamesTable>`select entry, role, salt, name from ${sql.table(table)}
      where entry in (${sql.join(entries.slice(from, from + AT_ONCE))}) order by entry, role`.execute(db)
    for (const { entry, ...kept } of rows) found.set(entry, [...(found.get(entry) ?? []), kept])
  }
  return found
}

/**
 * Erases every name of a person that stands beside an entry. The entries stay as they were sealed, and their chains verify.
 *
 * @returns how many names
 */
export async function eraseNames<Schema extends AuditChainTables>(
  db: Kysely<Schema>,
  sources: readonly AuditSource[],
  person: string,
): Promise<number> {
  let erased = 0
  for (const { names } of sources) {
    if (names === undefined) continue
    const { numAffectedRows = 0n } = await sql`delete from ${sql.table(names)} where person = ${person}`.execute(
      chainTables(db),
    )
    erased += Number(numAffectedRows)
  }
  return erased
}
