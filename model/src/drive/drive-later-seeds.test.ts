import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { describeFailure } from './soak.ts'
import { openSoakThread } from './soak-apart.ts'

const isLong = process.env['LANYARD_LONG_TESTS'] === '1'

describe('random runs of the real code, later seeds (S1–S7, S9, C1, C2)', { skip: !isLong }, () => {
  it('5000 more hold on SQLite, whatever arrives late, twice or never', async () => {
    await using thread = openSoakThread()

    const { failure, runs } = await thread.soak({ database: 'SQLite', seed: 5001, runs: 5000, longest: 9 })

    assert.deepEqual([failure && describeFailure(failure), runs], [null, 5000])
  })
})
