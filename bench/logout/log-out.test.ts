import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { benchLogOut } from './bench-log-out.ts'

describe('npm run bench -- logout', () => {
  it('finds every session dead that should be, and no other one (T26, T27)', async () => {
    const result = await benchLogOut(() => undefined, { us: 3, uk: 3, clicks: 2, warmUp: 1 })

    assert.deepEqual(result.faults, [])
    assert.deepEqual(
      Object.values(result.figures).map(({ count }) => count),
      [2, 2, 2, 2, 2, 2, 1, 1],
    )
  })
})
