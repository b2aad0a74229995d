import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { migrationsOfPsa } from './open-psa-database.ts'

describe('docs/storage.md', () => {
  it('tells of every table of the PSA', async () => {
    const text = await readFile(new URL('../../../docs/storage.md', import.meta.url), 'utf8')
    const psa = text.slice(text.indexOf('## PSA'))
    const sources = (await migrationsOfPsa()).filter(({ name }) => name === 'psa' || name === 'guard')

    const texts = sources.flatMap(({ migrations }) => migrations.map(({ sql }) => sql))
    const named = (act: string) =>
      texts.flatMap((sql) => [...sql.matchAll(new RegExp(`^${act} table (\\w+)`, 'gm'))].map(([, name]) => name))
    const dropped = named('drop')
    const tables = named('create').filter((table) => !dropped.includes(table))

    assert.ok(tables.length > 10 && dropped.length > 0)
    assert.deepEqual(
      tables.filter((table) => !psa.includes(`\`${table}\``)),
      [],
    )
  })
})
