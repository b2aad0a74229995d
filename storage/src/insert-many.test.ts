import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { insertMany } from './index.ts'
import { databases } from './testing/index.ts'

/** So many columns that a thousand rows have more values than SQLite takes. */
const COLUMNS = Array.from({ length: 40 }, (_, index) => `c${index}`)

const wide = {
  name: 'wide',
  migrations: [{ name: '0001-wide.sql', sql: `create table wide (${COLUMNS.map((name) => `${name} bigint`).join()})` }],
}

for (const { name, open } of databases) {
  describe(`insertMany on ${name}`, () => {
    it('inserts more rows than one statement takes, each once, and takes an empty list', async () => {
      await using database = await open<{ wide: Record<string, number> }>([wide])
      const rows = Array.from({ length: 2001 }, (_, n) => Object.fromEntries(COLUMNS.map((column) => [column, n])))

      await insertMany(database.db, 'wide', rows)
      await insertMany(database.db, 'wide', [])

      const found = await database.db.selectFrom('wide').select('c0').execute()
      assert.deepEqual(
        found.map(({ c0 }) => c0).sort((one = 0, other = 0) => one - other),
        rows.map((_, n) => n),
      )
    })
  })
}
