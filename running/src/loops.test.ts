import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startLoops } from './index.ts'
import { recordLog } from './testing/index.ts'

describe('startLoops', () => {
  it('reports a turn that hangs, tells it to stop, and goes on without it (FR2)', async () => {
    const { log, lines } = recordLog()
    const { promise: secondTurn, resolve } = Promise.withResolvers<void>()
    const told: AbortSignal[] = []

    const loops = startLoops(log, [
      {
        name: 'hanging',
        every: 1,
        longest: 10,
        turn: (signal) => {
          told.push(signal)
          if (told.length > 1) resolve()
          return told.length > 1 ? Promise.resolve() : new Promise<void>(() => {})
        },
      },
    ])
    await secondTurn
    await loops.stop()

    assert.equal(told[0]?.aborted, true)
    assert.deepEqual(
      lines.map(({ event, loop }) => [event, loop]),
      [['loop_hung', 'hanging']],
    )
  })

  it('goes on after a turn that throws, and says which loop it was', async () => {
    const { log, lines } = recordLog()
    const { promise: secondTurn, resolve } = Promise.withResolvers<void>()
    let turns = 0

    const loops = startLoops(log, [
      {
        name: 'failing',
        every: 1,
        turn: async () => {
          if (++turns === 2) return resolve()
          if (turns === 1) throw new Error('away')
        },
      },
    ])
    await secondTurn
    await loops.stop()

    assert.deepEqual(
      lines.map(({ event, loop, error }) => [event, loop, (error as { message: string }).message]),
      [['loop_failed', 'failing', 'away']],
    )
    assert.equal(loops.states()[0]?.hasFailed, false)
  })

  it('gives the signal to what is under way when it stops (FR5)', async () => {
    const { log, lines } = recordLog()
    const started = Promise.withResolvers<void>()

    const loops = startLoops(log, [
      {
        name: 'long',
        every: 1,
        turn: (signal) => {
          started.resolve()
          return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('told'))))
        },
      },
    ])
    await started.promise
    await loops.stop()

    assert.deepEqual(lines, [])
  })
})
