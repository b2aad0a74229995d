import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { benchGrowth } from './bench-growth.ts'

describe('npm run bench -- growth', { skip: !process.env['LANYARD_LONG_TESTS'] }, () => {
  it('signs in for real, and sees that links do not grow with it (FR10)', async () => {
    const { counts, faults } = await benchGrowth(() => undefined, { signIns: 20 })

    assert.deepEqual(faults, [])
    assert.equal(counts['of these in its links'], 0)
    assert.equal(counts["bytes each in the hub's ledger"], 0)
  })
})
