import { type Kysely, sql } from 'kysely'
import { type Batch, digestOf, hashBatch } from './batch.ts'
import { type AuditEntry, byTimeAndId, hashEntry } from './entry.ts'
import { areNamesAsWritten, findNames, type KeptName } from './names.ts'
import {
  type AuditChainTables,
  type AuditSource,
  chainTables,
  CHAIN_OF_NOBODY,
  isOfChain,
  isUnsealed,
  readBatch,
  readEntry,
  type Row,
} from './tables.ts'

/**
 * The first thing that is not as it was sealed. `entry_backdated`: an entry says that it is older than what an earlier batch
 * holds, by more than any commit takes. `head_missing`: a head that was kept elsewhere is not in the chain, which
 * was therefore cut off or rewritten as a whole. `name_changed`: a name that stands beside an entry is not the one that the
 * entry was written with; an erased name is no problem.
 */
export interface ChainProblem {
  readonly kind:
    | 'batch_missing'
    | 'batch_changed'
    | 'entry_changed'
    | 'entry_removed'
    | 'entry_inserted'
    | 'entries_reordered'
    | 'entry_backdated'
    | 'name_changed'
    | 'head_missing'
  /** The batch; null for `head_missing`, and for an entry that is not sealed yet. */
  readonly batch: number | null
  /** Place within the batch, from 1 on, and id of the entry, as far as they are known. */
  readonly place: number | null
  readonly entry: string | null
}

export interface ChainReport {
  readonly chain: string
  readonly batches: number
  /** Sealed ones. */
  readonly entries: number
  readonly unsealed: number
  /** When the newest batch was sealed; milliseconds since 1970. */
  readonly sealedAt: number | null
  /** The newest batch's hash. */
  readonly head: string | null
  readonly problem: ChainProblem | null
}

/** Every chain that has entries or batches. */
export async function listChains<Schema extends AuditChainTables>(
  db: Kysely<Schema>,
  sources: readonly AuditSource[],
): Promise<readonly string[]> {
  const ofEntries = sources.map(
    ({ table, chain }) =>
      sql`select distinct coalesce(${sql.ref(chain)}, ${CHAIN_OF_NOBODY}) as chain from ${sql.table(table)}`,
  )
  const all = [sql`select distinct chain from audit_batches`, ...ofEntries]
  const { rows } = await sql<{ chain: string }>`${sql.join(all, sql` union `)}`.execute(db)
  return rows.map(({ chain }) => chain).sort()
}

/**
 * Computes a chain again from its first batch on and says where it first differs from what was sealed.
 *
 * @param expected.heads hashes of batches that were kept elsewhere
 */
export async function verifyChain<Schema extends AuditChainTables>(
  db: Kysely<Schema>,
  chain: string,
  { sources, heads = [] }: { readonly sources: readonly AuditSource[]; readonly heads?: readonly string[] },
): Promise<ChainReport> {
  const tables = chainTables(db)
  const missing = new Set(heads)
  let previous: Batch | null = null
  let problem: ChainProblem | null = null
  let [batches, entries, newest] = [0, 0, 0]
  for await (const batch of batchesOf(tables, chain)) {
    const content = await readContent(tables, sources, batch)
    problem ??= checkBatch({ previous, batch, earliest: newest - LONGEST_COMMIT, ...content })
    for (const { at } of content.found.values()) newest = Math.max(newest, at)
    missing.delete(batch.hash)
    previous = batch
    batches += 1
    entries += batch.entries
  }
  problem ??= await findOrphan(tables, chain)
  if (missing.size > 0) problem ??= { kind: 'head_missing', batch: null, place: null, entry: null }
  problem ??= await findBackdated(tables, { chain, sources, earliest: newest - LONGEST_COMMIT })
  const unsealed = await countUnsealed(tables, chain, sources)
  const head: Batch | null = previous
  return { chain, batches, entries, unsealed, sealedAt: head?.sealedAt ?? null, head: head?.hash ?? null, problem }
}

/**
 * Milliseconds by which an entry may be older than one that was sealed before it: longer than a transaction lasts, and than
 * the clocks of two nodes differ.
 */
const LONGEST_COMMIT = 3_600_000

const BATCHES_AT_ONCE = 500

/** The batches of a chain from number `from` on, in their order. */
export async function* batchesOf<Schema extends AuditChainTables>(
  db: Kysely<Schema>,
  chain: string,
  from = 1,
): AsyncGenerator<Batch> {
  for (let next = from; ;) {
    const rows = await chainTables(db)
      .selectFrom('audit_batches')
      .selectAll()
      .where('chain', '=', chain)
      .where('n', '>=', next)
      .orderBy('n')
      .limit(BATCHES_AT_ONCE)
      .execute()
    yield* rows.map(readBatch)
    if (rows.length < BATCHES_AT_ONCE) return
    next = (rows.at(-1)?.n ?? next) + 1
  }
}

/** What a batch says that it holds, and the entries that are there. */
interface Content {
  readonly sealed: readonly { readonly entry: string; readonly place: number; readonly hash: string }[]
  readonly found: ReadonlyMap<string, AuditEntry>
  readonly names: ReadonlyMap<string, readonly KeptName[]>
}

async function readContent(
  db: Kysely<AuditChainTables>,
  sources: readonly AuditSource[],
  batch: Batch,
): Promise<Content> {
  const sealed = await db
    .selectFrom('audit_sealed')
    .selectAll()
    .where('chain', '=', batch.chain)
    .where('n', '=', batch.n)
    .orderBy('place')
    .execute()
  const ids = sealed.map(({ entry }) => entry)
  return { sealed, ...(await findEntries(db, sources, ids)) }
}

interface Step extends Content {
  readonly previous: Batch | null
  readonly batch: Batch
  /** Entries before this instant are backdated. */
  readonly earliest: number
}

function checkBatch({ previous, batch, earliest, sealed, found, names }: Step): ChainProblem | null {
  const expected = (previous?.n ?? 0) + 1
  const nowhere = { batch: batch.n, place: null, entry: null }
  if (batch.n !== expected) return { ...nowhere, kind: 'batch_missing', batch: expected }
  let last: AuditEntry | null = null
  for (const [index, { entry: id, place, hash }] of sealed.entries()) {
    const here = { batch: batch.n, place: index + 1, entry: id }
    const entry = found.get(id)
    if (place !== index + 1) return { ...here, kind: 'entry_removed', entry: null }
    if (place > batch.entries) return { ...here, kind: 'entry_inserted' }
    if (entry === undefined) return { ...here, kind: 'entry_removed' }
    if (hashEntry(entry) !== hash) return { ...here, kind: 'entry_changed' }
    if (!areNamesAsWritten(entry['name_hashes'], names.get(id) ?? [])) return { ...here, kind: 'name_changed' }
    if (entry.at < earliest) return { ...here, kind: 'entry_backdated' }
    if (last !== null && byTimeAndId(last, entry) > 0) return { ...here, kind: 'entries_reordered' }
    last = entry
  }
  if (sealed.length < batch.entries) return { ...nowhere, kind: 'entry_removed', place: sealed.length + 1 }
  const isAsSealed =
    digestOf(sealed.map(({ hash }) => hash)) === batch.digest &&
    hashBatch(batch) === batch.hash &&
    batch.previousHash === (previous?.hash ?? null)
  return isAsSealed ? null : { ...nowhere, kind: 'batch_changed' }
}

/** What is sealed into a batch that is not there. */
async function findOrphan(db: Kysely<AuditChainTables>, chain: string): Promise<ChainProblem | null> {
  const { rows } = await sql<{ n: number; entry: string; place: number }>`select n, entry, place from audit_sealed
    where chain = ${chain} and not exists
      (select 1 from audit_batches where audit_batches.chain = audit_sealed.chain and audit_batches.n = audit_sealed.n)
    order by n, place limit 1`.execute(db)
  const [first] = rows
  return first === undefined ? null : { kind: 'batch_missing', batch: first.n, place: null, entry: null }
}

interface Unsealed {
  readonly chain: string
  readonly sources: readonly AuditSource[]
  readonly earliest: number
}

/** An entry that waits to be sealed, and is older than any that could still be committed. */
async function findBackdated(
  db: Kysely<AuditChainTables>,
  { chain, sources, earliest }: Unsealed,
): Promise<ChainProblem | null> {
  for (const source of sources) {
    const { rows } = await sql<{ id: string }>`select id from ${sql.table(source.table)}
      where ${isOfChain(source, chain)} and ${isUnsealed(source)} and at < ${earliest} order by at, id limit 1`.execute(
      db,
    )
    const [first] = rows
    if (first !== undefined) return { kind: 'entry_backdated', batch: null, place: null, entry: first.id }
  }
  return null
}

async function findEntries(
  db: Kysely<AuditChainTables>,
  sources: readonly AuditSource[],
  ids: readonly string[],
): Promise<Pick<Content, 'found' | 'names'>> {
  const found = new Map<string, AuditEntry>()
  const names = new Map<string, readonly KeptName[]>()
  if (ids.length === 0) return { found, names }
  for (const source of sources) {
    const table = sql.table(source.table)
    const { rows } = await sql<Row>`select ${table}.* from ${table} where id in (${sql.join(ids)})`.execute(db)
    for (const row of rows) found.set(String(row['id']), readEntry(source, row))
    const ofSource = rows.map((row) => String(row['id']))
    for (const [id, kept] of await findNames(db, source, ofSource)) names.set(id, kept)
  }
  return { found, names }
}

async function countUnsealed(
  db: Kysely<AuditChainTables>,
  chain: string,
  sources: readonly AuditSource[],
): Promise<number> {
  let count = 0
  for (const source of sources) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(source.table)}
      where ${isOfChain(source, chain)} and ${isUnsealed(source)}`.execute(db)
    count += rows[0]?.count ?? 0
  }
  return count
}
