import { canonicalJson, sha256 } from './entry.ts'

const VERSION = 1

/** What a batch of a chain is hashed over. Its own hash is the next one's `previousHash`. */
export interface BatchHeader {
  readonly chain: string
  /** From 1 on, without gaps. */
  readonly n: number
  /** Null for the first. */
  readonly previousHash: string | null
  /** How many entries it holds. */
  readonly entries: number
  /** Of the entries' hashes, see {@link digestOf}. */
  readonly digest: string
  /** Milliseconds since 1970, by the clock of the node that sealed it. */
  readonly sealedAt: number
}

export interface Batch extends BatchHeader {
  readonly hash: string
}

/** One hash for the hashes of a batch's entries, in their order. */
export function digestOf(hashes: readonly string[]): string {
  return sha256(hashes.join('\n'))
}

/** The header as exports write it, and as its hash is made. */
export function writeHeader({ chain, n, previousHash, entries, digest, sealedAt }: BatchHeader) {
  return { version: VERSION, chain, n, previous_hash: previousHash, entries, digest, sealed_at: sealedAt }
}

export function hashBatch(header: BatchHeader): string {
  return sha256(canonicalJson(writeHeader(header)))
}
