import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteIntrospector } from 'kysely'
import { dialects } from './dialect.ts'
import type { Database, OpenOptions } from './database.ts'
import { refuseOutsideTransaction } from './open-transactions.ts'
import { CheckedSqliteCompiler } from './parameters.ts'
import { createSqliteDriver, whenFree } from './sqlite-driver.ts'

/** The driver hands its connection out in turn itself, so that it can refuse before it would wait for ever. */
class SqliteConnectionAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

export async function openSqlite<Schema>(file: string, options: OpenOptions): Promise<Database<Schema>> {
  makeFolder(dirname(file))
  closeSync(openSync(file, 'a', 0o600))
  const connection = new DatabaseSync(file, { enableForeignKeyConstraints: true })
  try {
    // A file that is no database is refused here, before its mode would be changed.
    await whenFree(() => connection.exec('pragma journal_mode = wal'))
    chmodSync(file, 0o600)
    connection.exec(`pragma synchronous = ${options.durability === 'normal' ? 'normal' : 'full'}`)
  } catch (error) {
    connection.close()
    throw error
  }

  const adapter = new SqliteConnectionAdapter()
  dialects.set(adapter, 'sqlite')
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => refuseOutsideTransaction(createSqliteDriver(connection), adapter),
      createQueryCompiler: () => new CheckedSqliteCompiler(),
      createIntrospector: (database) => new SqliteIntrospector(database),
    },
  })

  return {
    db,
    dialect: 'sqlite',
    async close() {
      await db.destroy()
      // Kysely leaves a connection alone that was never queried.
      if (connection.isOpen) connection.close()
    },
  }
}

/** Level by level: where a file system makes no folders, as below `/proc`, Node's own recursion never ends. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error
  }
}
