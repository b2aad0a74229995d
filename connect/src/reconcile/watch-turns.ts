import type { LoopState } from '../api/health.ts'
import type { Kit } from '../kit.ts'

/** Milliseconds that a turn may take. Half of it over, it takes up nothing new; all of it over, it is left behind. */
const LONGEST_TURN = 120_000

/** Added before a loop counts as late: what a busy machine may be behind. */
const SLACK = 5000

/** Turns that never came to an end; with so many no more is begun, and readiness says so. */
const MOST_LEFT_BEHIND = 3

export interface TurnWatch {
  /**
   * Takes one turn; never rejects, and always comes back.
   *
   * @param turn gets the signal to take up nothing new; what it is at, it brings to its end
   * @returns whether it failed: it returned true, threw, or hangs
   */
  take(turn: (signal: AbortSignal) => Promise<boolean>): Promise<boolean>
  state(): LoopState
}

/**
 * A turn asks a hub and a database, and either may never answer. One that hangs is logged and left behind, so turns must
 * be able to overlap, as those of several nodes do.
 *
 * @param every milliseconds between two turns
 */
export function watchTurns(
  { log }: Pick<Kit<unknown>, 'log'>,
  {
    name,
    every,
    stopping,
    longest = LONGEST_TURN,
  }: { readonly name: string; readonly every: number; readonly stopping: AbortSignal; readonly longest?: number },
): TurnWatch {
  const behind = new Set<Promise<boolean>>()
  let endedAt = performance.now()
  let [turns, hasFailed] = [0, false]

  const run = async (turn: (signal: AbortSignal) => Promise<boolean>, signal: AbortSignal): Promise<boolean> => {
    try {
      hasFailed = await turn(signal)
    } catch (error) {
      hasFailed = true
      if (!stopping.aborted) log({ level: 'error', event: `${name}_failed`, error })
    }
    endedAt = performance.now()
    turns++
    return hasFailed
  }

  return {
    async take(turn) {
      if (behind.size >= MOST_LEFT_BEHIND) return true
      const taken = run(turn, AbortSignal.any([stopping, AbortSignal.timeout(Math.ceil(longest / 2))]))
      const failed = await endsWithin(taken, longest, stopping)
      if (failed !== null) return failed
      if (!stopping.aborted) log({ level: 'error', event: `${name}_hung`, longest })
      behind.add(taken)
      void taken.then(() => behind.delete(taken))
      return true
    },

    state() {
      const age = performance.now() - endedAt
      return { name: `connect_${name}`, age, turns, isLate: age > every + longest + SLACK, hasFailed }
    },
  }
}

/** Milliseconds that a stop waits for the turn that is under way. */
const STOP_PATIENCE = 5000

/** @returns null where it has not come to its end in time; once the signal is given there is less time */
function endsWithin(turn: Promise<boolean>, longest: number, stopping: AbortSignal): Promise<boolean | null> {
  const { promise, resolve } = Promise.withResolvers<boolean | null>()
  const over = () => resolve(null)
  let timer = setTimeout(over, longest).unref()
  const hurry = () => {
    clearTimeout(timer)
    timer = setTimeout(over, Math.min(STOP_PATIENCE, longest))
  }
  if (stopping.aborted) hurry()
  stopping.addEventListener('abort', hurry)
  void turn.then(resolve)
  return promise.finally(() => {
    clearTimeout(timer)
    stopping.removeEventListener('abort', hurry)
  })
}
