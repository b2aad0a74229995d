import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { describeFailure, soak } from './soak.ts'

describe('random runs of the real code, later seeds (S1–S7, T4, C1, C2)', () => {
  for (const database of databases.filter(({ name }) => name === 'SQLite')) {
    it(`5000 more hold on ${database.name}, whatever arrives late, twice or never`, async () => {
      const { failure } = await soak(database, { seed: 5001, runs: 5000, longest: 9 })

      assert.equal(failure && describeFailure(failure), null)
    })
  }
})
