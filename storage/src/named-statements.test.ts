import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { inTransaction, migrate, openDatabase } from './index.ts'
import { nameStatements } from './name-statements.ts'
import { databases } from './testing/index.ts'

interface Schema {
  notes: { id: string; text: string; read_at?: number | null }
}

const notes = {
  name: 'notes',
  migrations: [{ name: '001-notes.sql', sql: 'create table notes (id text primary key, text text not null);' }],
}

/** One connection to a database of its own, and another one beside it. */
async function openWarm(parameters = '') {
  const [, postgres] = databases
  assert.ok(postgres)
  const beside = await postgres.open<Schema>([notes])
  const warm = await openDatabase<Schema>(beside.location + parameters, { connections: 1 })
  const { db } = warm
  const list = (on: Kysely<Schema>) => on.selectFrom('notes').selectAll().execute()
  await db.insertInto('notes').values({ id: 'one', text: 'hello' }).execute()
  for (let count = 0; count < 3; count++) await list(db)
  return {
    db,
    beside: beside.db,
    list,
    async [Symbol.asyncDispose]() {
      await warm.close()
      await beside[Symbol.asyncDispose]()
    },
  }
}

async function prepared(db: Kysely<Schema>): Promise<readonly string[]> {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)
  return rows.map(({ statement }) => statement)
}

/** What makes a connection's statements stale. */
const changes = {
  'its table changed': (beside: Kysely<Schema>) => sql`alter table notes add column read_at bigint`.execute(beside),
  'the connection was reset': (_beside: Kysely<Schema>, db: Kysely<Schema>) => sql`discard all`.execute(db),
}

describe('statements on PostgreSQL', () => {
  it('are prepared when they come again, and planned once', async () => {
    await using world = await openWarm()

    assert.deepEqual(await prepared(world.db), ['select * from "notes"'])
  })

  it('are not, where the location says so', async () => {
    await using world = await openWarm('?named_statements=off')

    assert.deepEqual(await prepared(world.db), [])
  })

  it('are not, while a database is brought up to date', async () => {
    await using world = await openWarm()

    for (let count = 0; count < 3; count++) await migrate(world, [notes])

    assert.deepEqual(await prepared(world.db), ['select * from "notes"'])
  })

  for (const [what, change] of Object.entries(changes)) {
    it(`are sent again where ${what}, each once`, async () => {
      await using world = await openWarm()
      const add = (id: string) => world.db.insertInto('notes').values({ id, text: '' }).returningAll().execute()
      for (const id of ['two', 'three']) await add(id)
      await change(world.beside, world.db)

      assert.equal((await add('four')).length, 1)
      assert.equal((await world.list(world.db)).length, 4)
    })

    it(`let a transaction run again where ${what}`, async () => {
      await using world = await openWarm()
      await change(world.beside, world.db)
      let runs = 0

      const found = await inTransaction(world, async ({ db }) => {
        runs++
        await db.insertInto('notes').values({ id: 'two', text: '' }).execute()
        return world.list(db)
      })

      assert.deepEqual([runs, found.length, (await world.list(world.beside)).length], [2, 2, 2])
    })
  }

  it('are no longer those of a connection that had one that was stale', async () => {
    await using world = await openWarm()
    const pid = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(world.db)).rows[0]?.pid
    const before = await pid()
    await sql`alter table notes add column read_at bigint`.execute(world.beside)

    await world.list(world.db)

    assert.notEqual(await pid(), before)
  })

  it('fail as ever where the mistake is their own', async () => {
    await using world = await openWarm()
    const add = () => world.db.insertInto('notes').values({ id: 'one', text: '' }).execute()

    for (let count = 0; count < 3; count++) await assert.rejects(add(), { code: '23505' })
    for (let count = 0; count < 3; count++) {
      await assert.rejects(sql`select nothing from notes`.execute(world.db), { code: '42703' })
    }
  })
})

describe('names of statements', () => {
  it('are given to what comes again, up to a number, and never mean another text', () => {
    const nameOf = nameStatements()
    const twice = (text: string) => [nameOf(text), nameOf(text)]

    const [first, second] = twice('select 1')
    assert.deepEqual([first, nameOf('select 1')], [undefined, second])
    assert.match(second ?? '', /^[\w-]{22}$/)
    assert.deepEqual(twice('set x = 1'), [undefined, undefined])
    const names = new Set(Array.from({ length: 600 }, (_, index) => twice(`select ${index}`)[1]))
    assert.deepEqual([names.size, names.has(undefined)], [501, true])
  })
})
