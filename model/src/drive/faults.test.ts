import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { faults } from './faults.ts'
import { describeFailure, soak } from './soak.ts'
import { formulaOf } from './shrink.ts'

/** Runs in which a fault is to be noticed. */
const RUNS = 1500

describe('random runs with a fault planted', () => {
  const [sqlite] = databases
  assert.ok(sqlite)
  for (const [name, { rule, noticedBy, seed = 1, ...fault }] of Object.entries(faults)) {
    it(`notice that ${name} (${rule})`, async (test) => {
      const { failure, runs } = await soak(sqlite, { seed, runs: RUNS, fault })

      assert.ok(failure)
      test.diagnostic(`noticed in run ${runs}, ${failure.steps.length} steps: ${describeFailure(failure)}`)
      assert.ok(noticedBy.includes(formulaOf(failure.failure ?? '')), describeFailure(failure))
    })
  }
})
