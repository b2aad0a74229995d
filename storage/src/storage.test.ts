import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { dialectOf, inTransaction, isUniqueViolation, migrate, openDatabase } from './index.ts'
import { databases } from './testing/index.ts'

interface Schema {
  counters: { id: string; value: number; note: string | null }
}

const counters = {
  name: 'counters',
  migrations: [
    { name: '001-counters.sql', sql: 'create table counters (id text primary key, value bigint not null, note text);' },
    {
      name: '002-index.sql',
      sql: `create index counters_value on counters (value);\ninsert into counters values ('a;b', 1, null);`,
    },
  ],
}

const aCounter = { id: 'visits', value: 0, note: null }

async function valueOf(db: Kysely<Schema>, id = 'visits'): Promise<number | undefined> {
  const row = await db.selectFrom('counters').select('value').where('id', '=', id).executeTakeFirst()
  return row?.value
}

for (const { name, open } of databases) {
  describe(`isUniqueViolation on ${name}`, () => {
    it('knows a value that is taken from every other failure', async () => {
      await using database = await open<Schema>([counters])
      const insert = (counter: object) =>
        database.db
          .insertInto('counters')
          .values(counter as typeof aCounter)
          .execute()
      await insert(aCounter)

      await assert.rejects(insert(aCounter), isUniqueViolation)
      await assert.rejects(insert({ id: 'other', value: null }), (error) => !isUniqueViolation(error))
    })
  })

  describe(`inTransaction on ${name}`, () => {
    it('keeps nothing of what throws', async () => {
      await using database = await open<Schema>([counters])

      const work = inTransaction(database, async ({ db }) => {
        await db.insertInto('counters').values(aCounter).execute()
        throw new Error('changed my mind')
      })

      await assert.rejects(work, /changed my mind/)
      assert.equal(await valueOf(database.db), undefined)
    })

    it('joins the transaction that is open, so that the outermost alone commits', async () => {
      await using database = await open<Schema>([counters])

      const work = inTransaction(database, async (outer) => {
        await inTransaction(outer, ({ db }) => db.insertInto('counters').values(aCounter).execute())
        assert.equal(await valueOf(outer.db), 0)
        throw new Error('changed my mind')
      })

      await assert.rejects(work, /changed my mind/)
      assert.equal(await valueOf(database.db), undefined)
    })

    it('hands the rest of the host through', async () => {
      await using database = await open<Schema>([counters])
      const host = { db: database.db, now: () => 1234 }

      assert.equal(await inTransaction(host, async ({ now }) => now()), 1234)
    })

    it('takes transactions of one connection in turn', async () => {
      await using database = await open<Schema>([counters])
      await database.db.insertInto('counters').values(aCounter).execute()

      await Promise.all([1, 2, 3, 4].map(() => increment(database)))

      assert.equal(await valueOf(database.db), 4)
    })

    it('lets two processes increment at once without losing a step (B14)', async () => {
      await using database = await open<Schema>([counters])
      const other = await database.second()
      await database.db.insertInto('counters').values(aCounter).execute()

      await Promise.all([database, other, database, other].map((host) => increment(host)))

      assert.equal(await valueOf(other.db), 4)
    })

    it('refuses the outer db inside, which would hang or escape', async () => {
      await using database = await open<Schema>([counters])

      const work = inTransaction(database, () => valueOf(database.db))

      await assert.rejects(work, { code: 'outside_transaction' })
      assert.equal(await valueOf(database.db), undefined)
    })

    it('lets another database be used inside', async () => {
      await using database = await open<Schema>([counters])
      await using short = await open<Schema>([counters])

      await inTransaction(database, () => short.db.insertInto('counters').values(aCounter).execute())

      assert.equal(await valueOf(short.db), 0)
    })
  })

  describe(`parameters on ${name}`, () => {
    for (const [what, value] of [
      ['a Date', new Date()],
      ['an object', { a: 1 }],
      ['a boolean', true],
      ['undefined', undefined],
      ['a number that is not one', Number.NaN],
      ['an infinite number', Infinity],
      ['an unsafe integer', 2 ** 53],
    ] as const) {
      it(`refuses ${what}`, async () => {
        await using database = await open<Schema>([counters])

        const query = async () =>
          database.db
            .selectFrom('counters')
            .selectAll()
            .where('id', '=', value as unknown as string)
            .execute()

        await assert.rejects(query, { code: 'parameter_refused' })
      })
    }

    it('takes a fraction', async () => {
      await using database = await open<Schema>([counters])
      const { rows } = await sql<{ half: unknown }>`select ${0.5} as half`.execute(database.db)
      assert.equal(Number(rows[0]?.half), 0.5)
    })

    it('gives instants back as the numbers they were, and rows as plain objects', async () => {
      await using database = await open<Schema>([counters])
      const row = { id: 'instant', value: Date.UTC(2100, 0, 1), note: 'far away' }

      await database.db.insertInto('counters').values(row).execute()

      const found = await database.db.selectFrom('counters').selectAll().where('id', '=', row.id).execute()
      assert.deepEqual(found, [row])
    })

    it('says how many rows changed', async () => {
      await using database = await open<Schema>([counters])

      const result = await database.db
        .updateTable('counters')
        .set({ value: 2 })
        .where('value', '=', 1)
        .executeTakeFirst()

      assert.equal(result.numUpdatedRows, 1n)
    })
  })

  describe(`migrate on ${name}`, () => {
    it('applies every statement of a file, once', async () => {
      await using database = await open<Schema>([counters])

      await migrate(database, [counters])

      assert.equal(await valueOf(database.db, 'a;b'), 1)
    })

    it('lets two processes start at once', async () => {
      await using database = await open<Schema>([])
      const other = await database.second()

      await Promise.all([migrate(database, [counters]), migrate(other, [counters])])

      assert.equal(await valueOf(database.db, 'a;b'), 1)
    })

    it('refuses a file that has changed since it was applied', async () => {
      await using database = await open<Schema>([counters])
      const [first, second] = counters.migrations
      const changed = { ...counters, migrations: [first, { ...second, sql: 'select 1;' }] }

      await assert.rejects(migrate(database, [changed as typeof counters]), { code: 'migration_changed' })
    })

    it('keeps nothing of a file that fails half-way', async () => {
      await using database = await open<Schema>([counters])
      const broken = {
        name: '003-broken.sql',
        sql: `insert into counters values ('visits', 0, null); select nonsense;`,
      }

      await assert.rejects(migrate(database, [{ name: 'counters', migrations: [broken] }]))

      assert.equal(await valueOf(database.db), undefined)
      await migrate(database, [{ name: 'counters', migrations: [{ ...broken, sql: 'select 1;' }] }])
    })
  })

  describe(`a test database on ${name}`, () => {
    it('is private, and knows its dialect and its place', async () => {
      await using one = await open<Schema>([counters])
      await using two = await open<Schema>([counters])
      await one.db.insertInto('counters').values(aCounter).execute()

      assert.equal(await valueOf(two.db), undefined)
      assert.equal(dialectOf(one.db), name === 'SQLite' ? 'sqlite' : 'postgres')
      const again = await openDatabase<Schema>(one.location)
      assert.equal(await valueOf(again.db), 0)
      await again.close()
    })
  })
}

describe('inTransaction after a deadlock', () => {
  const postgres = databases[1] ?? assert.fail()

  it('runs the work once more after a serialization failure, and after no other failure', async () => {
    await using database = await postgres.open<Schema>([counters])
    const runs: string[] = []
    const failing = (code: string) =>
      inTransaction(database, async ({ db }) => {
        runs.push(code)
        if (runs.length === 2) return
        await sql.raw(`do $$ begin raise exception using errcode = '${code}'; end $$`).execute(db)
      })

    await failing('40001')
    await assert.rejects(failing('23514'), { code: '23514' })

    assert.deepEqual(runs, ['40001', '40001', '23514'])
  })

  it('runs the work of the one that PostgreSQL gave up once more', async () => {
    await using database = await postgres.open<Schema>([counters])
    const rows = [aCounter, { ...aCounter, id: 'visitors' }]
    await database.db.insertInto('counters').values(rows).execute()
    const bothHoldOne = createBarrier(2)
    const committed = Promise.withResolvers<void>()
    let runs = 0

    const crossing = async (first: string, second: string) => {
      let isAgain = false
      await inTransaction(database, async ({ db }) => {
        runs += 1
        // Or it might take the row again for which the other waits, and cross it a second time.
        if (isAgain) await committed.promise
        isAgain = true
        await add(db, first)
        await bothHoldOne()
        await add(db, second)
      })
      committed.resolve()
    }
    await Promise.all([crossing('visits', 'visitors'), crossing('visitors', 'visits')])

    assert.equal(runs, 3)
    assert.deepEqual([await valueOf(database.db), await valueOf(database.db, 'visitors')], [2, 2])
  })
})

async function add(db: Kysely<Schema>, id: string): Promise<void> {
  const next = { value: sql<number>`value + 1` }
  await db.updateTable('counters').set(next).where('id', '=', id).execute()
}

/** Holds the first callers back until all have come; lets everybody pass from then on. */
function createBarrier(expected: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let come = 0
  return () => {
    come += 1
    if (come >= expected) resolve()
    return promise
  }
}

/** Reads, then writes: loses a step unless the two belong together. */
function increment(host: { readonly db: Kysely<Schema> }): Promise<void> {
  return inTransaction(host, async ({ db }) => {
    const query = db.selectFrom('counters').select('value').where('id', '=', 'visits')
    const locked = dialectOf(db) === 'postgres' ? query.forUpdate() : query
    const { value } = await locked.executeTakeFirstOrThrow()
    await db
      .updateTable('counters')
      .set({ value: value + 1 })
      .where('id', '=', 'visits')
      .execute()
  })
}
