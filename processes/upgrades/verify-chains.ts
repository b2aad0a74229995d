import {
  type AuditChainTables,
  type AuditSource,
  type ChainReport,
  listChains,
  verifyChain,
} from '@lanyard/storage/audit-chain'
import type { Kysely } from 'kysely'

/** What is to be said of every chain of a database. */
export async function verifyChains<Schema extends AuditChainTables>(
  { db }: { readonly db: Kysely<Schema> },
  sources: readonly AuditSource[],
): Promise<readonly ChainReport[]> {
  const chains = await listChains(db, sources)
  return Promise.all(chains.map((chain) => verifyChain(db, chain, { sources })))
}
