import type { Kysely } from 'kysely'
import { writeHeader } from './batch.ts'
import { type EntryPage, type ListedEntry, listEntries } from './list-entries.ts'
import { type AuditChainTables, chainTables } from './tables.ts'
import { batchesOf } from './verify-chain.ts'

/** Few enough that no other request waits noticeably while a page is read. */
const ENTRIES_AT_ONCE = 250

/** Every entry that fulfils the conditions, oldest first, in pages. */
export async function* pagesOfEntries<Schema extends AuditChainTables>(
  db: Kysely<Schema>,
  request: Omit<EntryPage, 'order' | 'after' | 'limit'>,
): AsyncGenerator<readonly ListedEntry[]> {
  for (let after: ListedEntry['entry'] | null = null; ;) {
    const page: readonly ListedEntry[] = await listEntries(db, {
      ...request,
      order: 'oldest_first',
      after,
      limit: ENTRIES_AT_ONCE,
    })
    if (page.length > 0) yield page
    if (page.length < ENTRIES_AT_ONCE) return
    after = page.at(-1)?.entry ?? null
  }
}

/**
 * The text of an export that anyone can check (docs/audit.md): the entries, each with its place and names, and the headers of all
 * batches from the first one that holds any of them to the head. Batches that hold some of them carry the hashes of all
 * their entries, so that a part of a batch can be checked, too.
 */
export async function* exportAsJson<Schema extends AuditChainTables>(
  db: Kysely<Schema>,
  request: Omit<EntryPage, 'order' | 'after' | 'limit'>,
): AsyncGenerator<string> {
  const touched = new Set<number>()
  yield `{"chain":${JSON.stringify(request.chain)},"entries":[`
  let separator = '\n'
  for await (const page of pagesOfEntries(db, request)) {
    for (const { seal } of page) if (seal !== null) touched.add(seal.batch)
    yield separator + page.map((listed) => JSON.stringify(listed)).join(',\n')
    separator = ',\n'
  }
  yield '\n],"batches":['
  separator = '\n'
  if (touched.size > 0) {
    for await (const batch of batchesOf(db, request.chain, Math.min(...touched))) {
      const hashes = touched.has(batch.n) ? { hashes: await hashesOf(chainTables(db), batch) } : {}
      yield separator + JSON.stringify({ header: writeHeader(batch), hash: batch.hash, ...hashes })
      separator = ',\n'
    }
  }
  yield '\n]}\n'
}

async function hashesOf(db: Kysely<AuditChainTables>, { chain, n }: { chain: string; n: number }): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_sealed')
    .select('hash')
    .where('chain', '=', chain)
    .where('n', '=', n)
    .orderBy('place')
    .execute()
  return rows.map(({ hash }) => hash)
}
