import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isTurn, RECHECK_AGE } from './recheck-links.ts'

const PAUSE = 15_000
const HALF = RECHECK_AGE / 2

/** A generator of numbers from 0 up to 1 that is the same in each run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('the hourly question about each active link', () => {
  it('comes within the hour, and not for all at once that were asked about together (FP6, TL-15)', () => {
    const random = createRandom(1)
    const turns: number[] = []
    let waiting = 10_000
    for (let age = HALF; waiting > 0; age += PAUSE) {
      assert.ok(age < RECHECK_AGE, 'nothing is left at the end of the hour')
      const taken = Array.from({ length: waiting }).filter(() => isTurn(age, PAUSE, random())).length
      turns.push(taken)
      waiting -= taken
    }
    const mean = 10_000 / turns.length
    assert.ok(turns.length > 100, `${turns.length} turns`)
    assert.ok(Math.max(...turns) < mean * 2, `at most ${Math.max(...turns)} at once, ${mean} in the mean`)
  })

  it('is late for what was not asked about for longer', () => {
    assert.equal(isTurn(RECHECK_AGE * 3, PAUSE, 0.999), true)
  })
})
