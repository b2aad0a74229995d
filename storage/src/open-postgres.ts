import { Kysely, PostgresAdapter, PostgresDialect, PostgresIntrospector } from 'kysely'
import pg from 'pg'
import { dialects } from './dialect.ts'
import type { Database, OpenOptions } from './database.ts'
import { refuseOutsideTransaction } from './open-transactions.ts'
import { CheckedPostgresCompiler } from './parameters.ts'
import { createPostgresPool } from './postgres-pool.ts'

const INT8 = pg.types.builtins.INT8

export async function openPostgres<Schema>(location: string, options: OpenOptions): Promise<Database<Schema>> {
  const pool = createPostgresPool(location, options, {
    getTypeParser: (type, format) => (type === INT8 ? parseInt8 : pg.types.getTypeParser(type, format)),
  })

  const adapter = new PostgresAdapter()
  dialects.set(adapter, 'postgres')
  const postgres = new PostgresDialect({ pool })
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => refuseOutsideTransaction(postgres.createDriver(), adapter),
      createQueryCompiler: () => new CheckedPostgresCompiler(),
      createIntrospector: (database) => new PostgresIntrospector(database),
    },
  })
  // Kysely leaves a pool alone that was never queried.
  let closed: Promise<void> | undefined
  return { db, dialect: 'postgres', close: () => (closed ??= db.destroy().then(pool.endAll)) }
}

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the safe integers.`)
  return value
}
