import type { DialectAdapter } from 'kysely'

export type Dialect = 'sqlite' | 'postgres'

/** Which database an adapter speaks to. Every connection and transaction of one open database shares one adapter. */
export const dialects = new WeakMap<DialectAdapter, Dialect>()
