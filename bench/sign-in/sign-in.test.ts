import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { benchSignIn } from './bench-sign-in.ts'

describe('npm run bench -- sign-in', { skip: !process.env['LANYARD_LONG_TESTS'] }, () => {
  it('signs in and logs in at the hub and at each floor, and counts statements', async () => {
    const size = { database: 'sqlite', rounds: 1, seconds: 0.05, signIns: 32 } as const

    const { measures = {}, goals = [], counts, method, faults } = await benchSignIn(() => undefined, size)

    assert.deepEqual(faults, [])
    assert.equal(goals.length, 5)
    assert.ok(Object.values(measures).every(({ median }) => median > 0))
    assert.ok(Number(counts['statements of a silent sign-in']) > 5)
    assert.match(method.join(' '), /ledger\.sqlite: synchronous = 2; .*synchronous = 1/)
  })
})
