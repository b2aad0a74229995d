import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { describeFailure, soak } from './soak.ts'

/** With those of `drive-later-seeds.test.ts`, ten thousand on SQLite; two files, so that two cores share them. */
const runs = { SQLite: 5000, PostgreSQL: 60 }

describe('random runs of the real code (S1–S7, T4, C1, C2)', () => {
  for (const database of databases) {
    it(`${runs[database.name]} of them hold on ${database.name}, whatever arrives late, twice or never`, async () => {
      const { failure } = await soak(database, { seed: 1, runs: runs[database.name], longest: 9 })

      assert.equal(failure && describeFailure(failure), null)
    })
  }
})
