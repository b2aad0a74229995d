import type { Log } from '@lanyard/running'
import type { Kysely } from 'kysely'
import type { Instant } from './clock.ts'
import type { HubConfig } from './config.ts'
import type { Ledger, Short } from './db/schema.ts'

/** What an operation may need; each takes the part of it that it uses as its first argument. */
export interface Hub {
  readonly config: HubConfig
  /** Durable: organizations, people, links, their history. */
  readonly db: Kysely<Ledger>
  /** What lives for minutes and may be lost in a power cut: counters, unfinished logins. */
  readonly short: Kysely<Short>
  readonly now: () => Instant
  readonly log: Log
}
