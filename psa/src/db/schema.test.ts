import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { migrationsOfPsa } from './open-psa-database.ts'

describe('docs/storage.md', () => {
  it('tells of every table of the PSA', async () => {
    const text = await readFile(new URL('../../../docs/storage.md', import.meta.url), 'utf8')
    const psa = text.slice(text.indexOf('## PSA'))
    const own = (await migrationsOfPsa()).find(({ name }) => name === 'psa')

    const tables = own?.migrations.flatMap(({ sql }) =>
      [...sql.matchAll(/^create table (\w+)/gm)].map(([, name]) => name),
    )

    assert.ok(tables && tables.length > 10)
    assert.deepEqual(
      tables.filter((table) => !psa.includes(`\`${table}\``)),
      [],
    )
  })
})
