import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Pace } from '../loops.ts'

/** A pace that a test moves on, so that an hour of loops takes as long as what they do in it. */
export interface TestPace extends Pace {
  /** Lets time pass while so many loops run: each takes its turns, and all of them rest when this returns. */
  pass(milliseconds: number, loops: number): Promise<void>
}

export function openPace(): TestPace {
  let time = 0
  const resting = new Map<() => void, number>()

  const allRest = async (loops: number) => {
    while (resting.size < loops) await nextTurn()
  }

  return {
    now: () => time,
    rest: (milliseconds, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          resting.delete(wake)
          resolve()
        }
        if (signal.aborted) return resolve()
        resting.set(wake, time + milliseconds)
        signal.addEventListener('abort', wake, { once: true })
      }),
    async pass(milliseconds, loops) {
      const end = time + milliseconds
      for (;;) {
        await allRest(loops)
        const at = Math.min(...resting.values())
        if (at > end) break
        time = at
        for (const [wake, when] of resting) if (when === at) wake()
      }
      time = end
    },
  }
}
