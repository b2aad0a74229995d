import { createHash } from 'node:crypto'
import type { MigrationSource } from '../migrate.ts'
import { type Database, openDatabase } from '../open-database.ts'
import type { TestDatabase } from './databases.ts'

/** A test database at a location; `remove` is called once every connection to it is closed. */
export async function openTestDatabase<Schema>(
  location: string,
  remove: () => Promise<void>,
): Promise<TestDatabase<Schema>> {
  // What a test commits need not survive a power cut.
  const open = () => openDatabase<Schema>(location, { durability: 'normal', connections: 4 })
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

/** Names a template by what was migrated into it. */
export function fingerprint(sources: readonly MigrationSource[]): string {
  return createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 24)
}
