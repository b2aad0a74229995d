import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { migrationsOfRmm } from '@lanyard/example-rmm/src/database.ts'
import { ledgerMigrations, shortMigrations } from '@lanyard/hub/src/db/open.ts'
import { migrationsOfPsa } from '@lanyard/psa/src/db/open-psa-database.ts'
import { keptReleases, releaseFolder } from './kept-world.ts'

describe('nodes of an earlier version beside those of this one', () => {
  for (const version of keptReleases()) {
    it(`start, because a database holds no source that ${version} would take for another part's (FE5)`, async () => {
      const known = JSON.parse(readFileSync(`${releaseFolder(version)}migrations.json`, 'utf8')) as object
      const parts = [
        await ledgerMigrations(),
        await shortMigrations(),
        await migrationsOfPsa(),
        await migrationsOfRmm(),
      ]

      const unknown = parts.flat().filter(({ name }) => !(name in known))

      assert.deepEqual(unknown, [])
    })
  }
})
