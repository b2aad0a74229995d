import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { faults } from './faults.ts'
import { describeFailure } from './soak.ts'
import { openSoakThread } from './soak-apart.ts'
import { formulaOf } from './shrink.ts'

/** Runs in which a fault is to be noticed. */
const RUNS = 1500

describe('random runs with a fault planted', () => {
  const thread = openSoakThread()
  after(() => thread[Symbol.asyncDispose]())

  for (const [name, { rule, noticedBy, seed = 1 }] of Object.entries(faults)) {
    it(`notice that ${name} (${rule})`, async (test) => {
      const { failure, runs } = await thread.soak({ database: 'SQLite', seed, runs: RUNS, fault: name })

      assert.ok(failure)
      test.diagnostic(`noticed in run ${runs}, ${failure.steps.length} steps: ${describeFailure(failure)}`)
      assert.ok(noticedBy.includes(formulaOf(failure.failure ?? '')), describeFailure(failure))
    })
  }
})
