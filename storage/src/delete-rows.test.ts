import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { deleteRows, insertMany } from './index.ts'
import { databases, eventually, type TestDialect } from './testing/index.ts'

interface Schema {
  notes: { owner: string; n: number; expires_at: number }
}

const notes = {
  name: 'notes',
  migrations: [
    {
      name: '0001-notes.sql',
      sql: `create table notes (owner text not null, n bigint not null, expires_at bigint not null, primary key (owner, n));
        create index notes_by_expiry on notes (expires_at)`,
    },
  ],
}

const NOW = 1000

const deleteExpired = (db: Kysely<Schema>, signal?: AbortSignal) =>
  deleteRows(db, { from: 'notes', key: ['owner', 'n'], where: (row) => row('expires_at', '<', NOW) }, signal)

/** So many notes that have expired, and one of the same number for each third that has not. */
async function openNotes({ open }: TestDialect, expired: number) {
  const database = await open<Schema>([notes])
  const rows = Array.from({ length: expired }, (_, n) => ({ owner: 'ada', n, expires_at: n % NOW }))
  const kept = rows.filter(({ n }) => n % 3 === 0).map(({ n }) => ({ owner: 'ben', n, expires_at: NOW }))
  await insertMany(database.db, 'notes', [...rows, ...kept])
  return database
}

async function count(db: Kysely<Schema>, owner: string): Promise<number> {
  return (await db.selectFrom('notes').select('n').where('owner', '=', owner).execute()).length
}

/** Is given after so many looks. */
function givenAfter(looks: number): AbortSignal {
  let left = looks
  return {
    get aborted() {
      return left-- <= 0
    },
  } as AbortSignal
}

for (const dialect of databases) {
  describe(`deleteRows on ${dialect.name}`, () => {
    it('deletes what is due, however much, and nothing else (FR11)', async () => {
      await using database = await openNotes(dialect, 1300)

      await deleteExpired(database.db)

      assert.deepEqual([await count(database.db, 'ada'), await count(database.db, 'ben')], [0, 434])
    })

    it('deletes a bounded number in a statement, stops between two, and goes on later (FR11)', async () => {
      await using database = await openNotes(dialect, 1300)
      const { db } = database

      await deleteExpired(db, givenAfter(0))
      assert.equal(await count(db, 'ada'), 1300)
      await deleteExpired(db, givenAfter(1))
      assert.equal(await count(db, 'ada'), 800)
      await deleteExpired(db, givenAfter(1))
      assert.equal(await count(db, 'ada'), 300)
      await deleteExpired(db)
      assert.equal(await count(db, 'ada'), 0)
    })

    it('leaves a row that another transaction has kept alive meanwhile (FR11)', async () => {
      await using database = await openNotes(dialect, 10)
      const second = await database.second()
      const kept = Promise.withResolvers<void>()
      const commit = Promise.withResolvers<void>()

      const keeping = second.db.transaction().execute(async (db) => {
        await db.updateTable('notes').set({ expires_at: NOW }).where('owner', '=', 'ada').where('n', '=', 7).execute()
        kept.resolve()
        await commit.promise
      })
      await kept.promise
      const deleting = deleteExpired(database.db)
      if (dialect.name === 'PostgreSQL') await eventually('the deletion waits', () => isWaiting(second.db))
      commit.resolve()
      await Promise.all([keeping, deleting])

      const left = await database.db.selectFrom('notes').select('n').where('owner', '=', 'ada').execute()
      assert.deepEqual(left, [{ n: 7 }])
    })
  })
}

async function isWaiting(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows.length > 0
}
