import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { benchFaults } from './bench-faults.ts'

describe('npm run bench -- faults', { skip: !process.env['LANYARD_LONG_TESTS'] }, () => {
  it('ends each session that is ended, whatever fails beside it (T26, FP6, FR2)', async () => {
    const result = await benchFaults(() => undefined, { links: 20, samples: 1 })

    assert.deepEqual(result.faults, [])
    assert.ok(Object.values(result.figures).every(({ count }) => count > 0))
  })
})
