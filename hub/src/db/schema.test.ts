import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { ledgerMigrations, shortMigrations } from './open.ts'

describe('docs/storage.md', () => {
  it('tells of every table of the hub', async () => {
    const text = await readFile(new URL('../../../docs/storage.md', import.meta.url), 'utf8')
    const sources = [await ledgerMigrations(), await shortMigrations()]
    const migrations = sources.flatMap((source) => source.migrations)

    const tables = migrations.flatMap(({ sql }) => [...sql.matchAll(/^create table (\w+)/gm)].map(([, name]) => name))

    assert.ok(tables.length > 20)
    assert.deepEqual(
      tables.filter((table) => !text.includes(`\`${table}\``)),
      [],
    )
  })
})
