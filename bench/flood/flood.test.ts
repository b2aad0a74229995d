import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { benchFlood } from './bench-flood.ts'

describe('npm run bench -- flood', { skip: !process.env['LANYARD_LONG_TESTS'] }, () => {
  it('answers wrong logins and right ones as ever, and opens nothing to a guess (T34)', async () => {
    const result = await benchFlood(() => undefined, { accounts: 20, samples: 2, judges: false })

    assert.deepEqual(result.faults, [])
    assert.ok(Object.values(result.figures).every(({ count }) => count === 2))
  })
})
