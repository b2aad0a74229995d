import { createHash } from 'node:crypto'
import type { MigrationSource } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import type { Database } from '../database.ts'

/** A database of one test's own, freshly migrated; disposing closes every connection to it and removes it. */
export interface TestDatabase<Schema> extends Database<Schema>, AsyncDisposable {
  /** What {@link openDatabase} takes, for a part that opens its database itself. */
  readonly location: string
  /** Another connection to the same database, as another process would have it: for races. */
  second(): Promise<Database<Schema>>
}

/** A test database at a location; `remove` is called once every connection to it is closed. */
export async function openTestDatabase<Schema>(
  location: string,
  remove: () => Promise<void>,
): Promise<TestDatabase<Schema>> {
  // What a test commits need not survive a power cut.
  const open = () => openDatabase<Schema>(patient(location), { durability: 'normal', connections: 4 })
  const opened: Database<Schema>[] = []
  const first = await open()
  return {
    ...first,
    location,
    async second() {
      const second = await open()
      opened.push(second)
      return second
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([first, ...opened].map((database) => database.close()))
      await remove()
    },
  }
}

/** Fifty at once on a busy machine wait for one of the few connections for as long as that takes. */
function patient(location: string): string {
  const url = URL.parse(location)
  if (url === null || !location.startsWith('postgres')) return location
  if (!url.searchParams.has('connect_timeout')) url.searchParams.set('connect_timeout', '300')
  return url.href
}

/** Names a template by what was migrated into it. */
export function fingerprint(sources: readonly MigrationSource[]): string {
  return createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 24)
}
