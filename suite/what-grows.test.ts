import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { migrationsOfRmm } from '@lanyard/example-rmm/src/database.ts'
import { ledgerMigrations, shortMigrations } from '@lanyard/hub/src/db/open.ts'
import { migrationsOfPsa } from '@lanyard/psa/src/db/open-psa-database.ts'

describe('the operators’ page, "What grows"', () => {
  it('says of every table what bounds it, or that nothing does (FR10)', async () => {
    const page = await readFile(new URL('../docs/operating.md', import.meta.url), 'utf8')
    const section = page.slice(page.indexOf('### What grows'), page.indexOf('### Lifetimes'))
    const sources = [
      await ledgerMigrations(),
      await shortMigrations(),
      await migrationsOfPsa(),
      await migrationsOfRmm(),
    ].flat()
    const sql = sources.flatMap(({ migrations }) => migrations.map((migration) => migration.sql)).join('\n')
    const tables = new Set([...sql.matchAll(/create table (\w+)/g)].map(([, table]) => table))

    assert.ok(tables.size > 60, `${tables.size} tables`)
    assert.deepEqual(
      [...tables].filter((table) => !section.includes(`\`${table}\``)),
      [],
    )
  })
})
