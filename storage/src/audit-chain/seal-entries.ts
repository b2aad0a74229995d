import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { inTransaction } from '../in-transaction.ts'
import { isUniqueViolation } from '../is-unique-violation.ts'
import { type Batch, digestOf, hashBatch } from './batch.ts'
import { type AuditEntry, byTimeAndId, hashEntry } from './entry.ts'
import {
  type AuditChainTables,
  type AuditSource,
  chainOf,
  chainTables,
  isUnsealed,
  readEntry,
  type Row,
} from './tables.ts'

/** The most entries of a batch: few enough that nothing else in this process waits for it noticeably. */
export const LARGEST_BATCH = 250
/** How many entries of a table are looked at in one go, sealed or not. */
const LOOKED_AT_ONCE = 2000

interface Sealing {
  readonly sources: readonly AuditSource[]
  /** Entries before this instant are not looked for. */
  readonly since: number
  /** Nor those after this one, so that what is being committed comes in its order. */
  readonly until: number
  readonly now: number
  /** Ends it between two batches. */
  readonly signal?: AbortSignal
  /** Hears of each batch as it is committed. */
  readonly onSealed?: (batch: Batch) => void
}

/**
 * Seals what is not sealed yet into new batches of its chains.
 *
 * It reads without a lock, and commits one batch at a time by two inserts, so recording an act never waits for it
 * longer than for those. Any number of nodes may do it at once: the primary key (chain, n) gives a place to one of them,
 * and that of the entry takes no entry twice; the others find the rest when they look again. What is sealed is known entry
 * by entry, so one that commits late, below instants that were sealed before, is found all the same and comes into a
 * later batch.
 *
 * @returns the batches that this call has sealed
 */
export async function sealEntries<Schema extends AuditChainTables>(
  { db }: { readonly db: Kysely<Schema> },
  sealing: Sealing,
): Promise<readonly Batch[]> {
  const tables = chainTables(db)
  const sealed: Batch[] = []
  for (let { since } = sealing; since <= sealing.until;) {
    if (sealing.signal?.aborted) return sealed
    const until = await findEnd(tables, { ...sealing, since })
    for (let goesOn = true; goesOn;) {
      const due = await findDue(tables, { ...sealing, since, until })
      const before = sealed.length
      for (const [chain, entries] of groupByChain(due)) {
        if (sealing.signal?.aborted) return sealed
        const batch = await sealBatch(tables, chain, entries, sealing.now)
        if (batch !== null) {
          sealed.push(batch)
          sealing.onSealed?.(batch)
        }
      }
      goesOn = due.length === LARGEST_BATCH && sealed.length > before
      since = due.at(-1)?.entry.at ?? since
      // On SQLite all of this is one turn of the event loop, in which no request gets an answer.
      await nextTurn()
    }
    since = until + 1
  }
  return sealed
}

/** The instant up to which no table has more entries from `since` on than are looked at in one go. */
async function findEnd(db: Kysely<AuditChainTables>, { sources, since, until }: Sealing): Promise<number> {
  const ends = sources.map(({ table }, index) => {
    const end = sql`select at from ${sql.table(table)} where at >= ${since} and at <= ${until}
      order by at limit 1 offset ${LOOKED_AT_ONCE}`
    return sql`(${end}) as ${sql.ref(`end_${index}`)}`
  })
  const { rows } = await sql<Record<string, number | null>>`select ${sql.join(ends)}`.execute(db)
  return Math.min(until, ...Object.values(rows[0] ?? {}).filter((at) => at !== null))
}

interface Due {
  readonly chain: string
  readonly entry: AuditEntry
}

/** The oldest that are not sealed. */
async function findDue(db: Kysely<AuditChainTables>, { sources, since, until }: Sealing): Promise<readonly Due[]> {
  const due: Due[] = []
  for (const source of sources) {
    const table = sql.table(source.table)
    const { rows } = await sql<Row>`select ${table}.* from ${table}
      where at >= ${since} and at <= ${until} and ${isUnsealed(source)}
      order by at limit ${LARGEST_BATCH}`.execute(db)
    due.push(...rows.map((row) => ({ chain: chainOf(source, row), entry: readEntry(source, row) })))
  }
  return due.sort((one, other) => byTimeAndId(one.entry, other.entry)).slice(0, LARGEST_BATCH)
}

function groupByChain(due: readonly Due[]): ReadonlyMap<string, readonly AuditEntry[]> {
  const groups = Map.groupBy(due, ({ chain }) => chain)
  return new Map([...groups].map(([chain, members]) => [chain, members.map(({ entry }) => entry)]))
}

/** @returns null where another node was faster */
async function sealBatch(
  db: Kysely<AuditChainTables>,
  chain: string,
  entries: readonly AuditEntry[],
  sealedAt: number,
): Promise<Batch | null> {
  const head = await findHead(db, chain)
  const hashes = entries.map(hashEntry)
  const n = (head?.n ?? 0) + 1
  const previousHash = head?.hash ?? null
  const header = { chain, n, previousHash, entries: entries.length, digest: digestOf(hashes), sealedAt }
  const batch = { ...header, hash: hashBatch(header) }
  const places = entries.map(({ id }, index) => ({ entry: id, chain, n, place: index + 1, hash: hashes[index] ?? '' }))
  try {
    await inTransaction({ db }, async ({ db }) => {
      const { digest, hash } = batch
      const row = { chain, n, previous_hash: previousHash, entries: entries.length, digest, sealed_at: sealedAt, hash }
      await db.insertInto('audit_batches').values(row).execute()
      await db.insertInto('audit_sealed').values(places).execute()
    })
    return batch
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

async function findHead(db: Kysely<AuditChainTables>, chain: string) {
  return db
    .selectFrom('audit_batches')
    .select(['n', 'hash'])
    .where('chain', '=', chain)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
}
