import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import type { OpenOptions } from './database.ts'
import { inTransaction, openDatabase, type StorageError } from './index.ts'
import { databases, eventually, openProxy } from './testing/index.ts'

interface Schema {
  counters: { id: string }
}

const counters = {
  name: 'counters',
  migrations: [{ name: '001-counters.sql', sql: 'create table counters (id text primary key);' }],
}
const away = { name: 'StorageError', code: 'database_away' }

async function openPostgresBehindProxy(limits: Record<string, string> = {}, options: OpenOptions = {}) {
  const [, postgres] = databases
  assert.ok(postgres)
  const database = await postgres.open<Schema>([counters])
  const location = new URL(database.location)
  const proxy = await openProxy({ host: location.hostname, port: Number(location.port) })
  location.port = String(proxy.port)
  for (const [name, value] of Object.entries(limits)) location.searchParams.set(name, value)
  const lost: StorageError[] = []
  const onLost = (error: StorageError) => void lost.push(error)
  const behind = await openDatabase<Schema>(location.href, { connections: 3, onLost, ...options })
  return {
    beside: database.db,
    db: behind.db,
    proxy,
    lost,
    async [Symbol.asyncDispose]() {
      await behind.close()
      await proxy[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

describe('a database that is away', () => {
  it('fails the transaction whose connection is terminated, and nothing else (FR1)', async () => {
    await using world = await openPostgresBehindProxy()
    const { beside, lost } = world

    const work = inTransaction(world, async ({ db }) => {
      await db.insertInto('counters').values({ id: 'half' }).execute()
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
      await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(beside)
      await db.insertInto('counters').values({ id: 'whole' }).execute()
    })

    await assert.rejects(work, away)
    assert.deepEqual(await world.db.selectFrom('counters').selectAll().execute(), [])
    assert.ok(lost.every(({ code }) => code === 'database_away'))
  })

  it('fails the transaction whose connection dies while it asks nothing, and leaves the process alone (FR1)', async () => {
    // In a process of its own, because an event without a listener ends the process in which it happens.
    const [, postgres] = databases
    assert.ok(postgres)
    await using database = await postgres.open<Schema>([counters])
    const script = new URL('testing/lose-connection.ts', import.meta.url)
    const child = spawn(process.execPath, [fileURLToPath(script), database.location], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said = text(child.stdout)
    const [code] = (await once(child, 'exit')) as [number]

    assert.deepEqual([code, await said], [0, 'database_away, then goes on\n'])
    assert.deepEqual(await database.db.selectFrom('counters').selectAll().execute(), [])
  })

  it('fails in bounded time what a connection that fell silent answers no more, and uses none of its age again (FR2)', async () => {
    await using world = await openPostgresBehindProxy({ query_timeout: '200' })
    const { db, proxy } = world
    const ask = () => sql`select 1`.execute(db)
    await Promise.all([ask(), ask(), ask()])

    proxy.silence()
    const asked = await Promise.allSettled([ask()])
    proxy.restore()

    assert.deepEqual(
      asked.map((outcome) => outcome.status === 'rejected' && (outcome.reason as StorageError).code),
      ['database_away'],
    )
    await ask()
  })

  it('fails what waits on a connection that fell silent as soon as the server answers others, long before its limits (FR2)', async () => {
    await using world = await openPostgresBehindProxy()
    const { db, proxy } = world
    const ask = () => sql`select 1`.execute(db)
    await Promise.all([ask(), ask()])

    proxy.silence()
    // Two on connections that were made, and one on a connection that is not.
    const asked = Promise.allSettled([ask(), ask(), ask()])
    await eventually('the third one is under way', () => proxy.taken() === 3)
    proxy.restore()

    const causes = (await asked).map((outcome) => {
      if (outcome.status !== 'rejected') return 'answered'
      const { code, cause } = outcome.reason as StorageError
      return `${code}: ${(cause as Error).message}`
    })
    assert.deepEqual(causes, Array(3).fill('database_away: Connection terminated unexpectedly'))
    await ask()
  })

  it('keeps no connection whose first statement failed, so that it is used again once it is back (FR2)', async () => {
    await using world = await openPostgresBehindProxy({}, { durability: 'normal' })
    const setting = () => sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(world.db)

    world.proxy.refuseStatements()
    for (let tries = 0; tries < 10; tries++) await assert.rejects(setting(), away)
    world.proxy.restore()

    assert.deepEqual((await setting()).rows, [{ synchronous_commit: 'off' }])
  })

  it('is not what a server is that works on a statement, however long', async () => {
    await using world = await openPostgresBehindProxy()
    const { rows } = await sql<{ done: string }>`select 'done' as done, pg_sleep(2)`.execute(world.db)
    assert.equal(rows[0]?.done, 'done')
  })

  it('fails a statement that takes too long and goes on with the connection', async () => {
    await using world = await openPostgresBehindProxy({ statement_timeout: '50' })

    await assert.rejects(sql`select pg_sleep(10)`.execute(world.db), away)
    await sql`select 1`.execute(world.db)
  })

  it('is told from a query that is wrong', async () => {
    await using world = await openPostgresBehindProxy()
    const failWith = (code: string) =>
      sql`do ${sql.lit(`begin raise exception using errcode = '${code}'; end`)}`.execute(world.db)

    await assert.rejects(sql`select nonsense`.execute(world.db), { code: '42703' })
    for (const code of ['08006', '25006', '25P03', '25P04', '53100', '53300', '55P03', '57014', '57P05', '58030'])
      await assert.rejects(failWith(code), away, code)
    for (const code of ['25001', '25P01', '25P02', '22P02', '23505', '40001', '40P01', '42P01', 'XX001'])
      await assert.rejects(failWith(code), { code })
  })

  it('is what a file is that cannot be opened or written', async () => {
    await using database = await (databases[0] ?? assert.fail()).open<Schema>([counters])
    await sql`pragma query_only = on`.execute(database.db)

    await assert.rejects(database.db.insertInto('counters').values({ id: 'one' }).execute(), away)
  })
})
