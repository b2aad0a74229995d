/**
 * Loses the connection of a transaction that asks nothing at the moment, and says what came of it. The database is the
 * first argument; it has a table `counters`.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { inTransaction, openDatabase, StorageError } from '../index.ts'
import { openProxy } from './proxy.ts'

const location = new URL(process.argv[2] ?? '')
const proxy = await openProxy({ host: location.hostname, port: Number(location.port) })
location.port = String(proxy.port)
let lost = 0
const database = await openDatabase<{ counters: { id: string } }>(location.href, { onLost: () => void lost++ })

const outcome = await inTransaction(database, async ({ db }) => {
  await db.insertInto('counters').values({ id: 'half' }).execute()
  proxy.cut()
  while (lost === 0) await nextTurn()
}).catch((error: unknown) => error)

await sql`select 1`.execute(database.db)
console.log(`${outcome instanceof StorageError ? outcome.code : 'committed'}, then goes on`)
await database.close()
await proxy[Symbol.asyncDispose]()
