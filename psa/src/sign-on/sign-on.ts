import type { Connect } from '@lanyard/connect'
import type { PsaDb } from '../db/schema.ts'

/** The kit as the PSA embeds it: its callbacks read and write in the PSA's own transactions. */
export type SignOn = Connect<PsaDb>
