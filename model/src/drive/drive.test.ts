import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { describeFailure } from './soak.ts'
import { openSoakThread } from './soak-apart.ts'

/** In the long run, with those of `drive-later-seeds.test.ts`, ten thousand on SQLite. */
const runs = {
  SQLite: process.env['LANYARD_LONG_TESTS'] ? 5000 : 500,
  PostgreSQL: process.env['LANYARD_LONG_TESTS'] ? 60 : 30,
}

describe('random runs of the real code (S1–S7, S9, C1, C2)', () => {
  for (const { name } of databases) {
    it(`${runs[name]} of them hold on ${name}, whatever arrives late, twice or never`, async () => {
      await using thread = openSoakThread()

      const { failure, runs: played } = await thread.soak({ database: name, seed: 1, runs: runs[name], longest: 9 })

      assert.deepEqual([failure && describeFailure(failure), played], [null, runs[name]])
    })
  }
})
