/**
 * Loses the connection of a transaction that asks nothing at the moment, and says what came of it. The database is the
 * first argument; it has a table `counters`.
 */
import { sql } from 'kysely'
import { inTransaction, openDatabase, StorageError } from '../index.ts'
import { openProxy } from './proxy.ts'

const location = new URL(process.argv[2] ?? '')
const proxy = await openProxy({ host: location.hostname, port: Number(location.port) })
location.port = String(proxy.port)
const { promise: lost, resolve } = Promise.withResolvers<void>()
const database = await openDatabase<{ counters: { id: string } }>(location.href, { onLost: () => resolve() })

const outcome = await inTransaction(database, async ({ db }) => {
  await db.insertInto('counters').values({ id: 'half' }).execute()
  proxy.cut()
  await lost
}).catch((error: unknown) => error)

await sql`select 1`.execute(database.db)
console.log(`${outcome instanceof StorageError ? outcome.code : 'committed'}, then goes on`)
await database.close()
await proxy[Symbol.asyncDispose]()
