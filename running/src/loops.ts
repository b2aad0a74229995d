import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'

/** Something that a part does again and again without being asked. */
export interface Loop {
  /** In snake case; the log and readiness name it. */
  readonly name: string
  /** Milliseconds between the end of a turn and the next one. */
  readonly every: number
  /** Milliseconds that a turn may take; a minute by default. */
  readonly longest?: number
  /** One turn. It ends early when the signal is given: between two batches, not in the middle of a transaction. */
  readonly turn: (signal: AbortSignal) => Promise<unknown>
}

export interface LoopState {
  readonly name: string
  /** Milliseconds since a turn last came to its end, whether it failed or not; at first, since the start. */
  readonly age: number
  /** Turns that came to their end. */
  readonly turns: number
  /** No turn has come to its end for longer than one may take. */
  readonly isLate: boolean
  /** The last turn that ended threw. */
  readonly hasFailed: boolean
}

export interface RunningLoops {
  readonly states: () => readonly LoopState[]
  /** Gives the signal, and waits for the turns that are under way. */
  readonly stop: () => Promise<void>
}

const LONGEST_TURN = 60_000
/** Added before a loop counts as late: what a busy machine may be behind. */
const SLACK = 5000
/** Turns of one loop that never came to an end; with so many it takes no more, and readiness says so. */
const MOST_LEFT_BEHIND = 3

/** By what time loops go: a test may have a clock of its own. */
export interface Pace {
  /** Milliseconds; of two moments the later one has more. */
  readonly now: () => number
  /** Comes to its end after so many milliseconds, or once the signal is given. Never rejects. */
  readonly rest: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export const REAL_PACE: Pace = {
  now: () => performance.now(),
  async rest(milliseconds, signal) {
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
  },
}

/**
 * Runs loops until they are stopped. A turn that throws is logged, and the loop goes on. A turn that hangs is logged,
 * gets the signal, and is left behind: the loop goes on without it, so turns of one loop must be able to overlap, as
 * those of several nodes do.
 */
export function startLoops(log: Log, loops: readonly Loop[], pace = REAL_PACE): RunningLoops {
  const stopping = new AbortController()
  const watches = loops.map((loop) => ({ loop, pace, endedAt: pace.now(), turns: 0, hasFailed: false }))
  const running = watches.map((watch) => run(log, watch, stopping.signal))
  return {
    states: () => watches.map(describe),
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

interface Watch {
  readonly loop: Loop
  readonly pace: Pace
  endedAt: number
  turns: number
  hasFailed: boolean
}

function describe({ loop, pace, endedAt, turns, hasFailed }: Watch): LoopState {
  const age = pace.now() - endedAt
  return { name: loop.name, age, turns, isLate: age > loop.every + (loop.longest ?? LONGEST_TURN) + SLACK, hasFailed }
}

async function run(log: Log, watch: Watch, stopping: AbortSignal): Promise<void> {
  const { every, name, longest = LONGEST_TURN } = watch.loop
  const behind = new Set<Promise<void>>()
  while (!stopping.aborted) {
    if (behind.size < MOST_LEFT_BEHIND) {
      const over = new AbortController()
      const turn = take(log, watch, AbortSignal.any([stopping, over.signal]))
      if (!(await endsWithin(turn, longest))) {
        log.error({ event: 'loop_hung', loop: name, longest }, 'a turn takes too long and is left behind')
        over.abort()
        behind.add(turn)
        void turn.then(() => behind.delete(turn))
      }
    }
    await watch.pace.rest(every, stopping)
  }
}

/** Never rejects. */
async function take(log: Log, watch: Watch, signal: AbortSignal): Promise<void> {
  try {
    await watch.loop.turn(signal)
    watch.hasFailed = false
  } catch (error) {
    watch.hasFailed = true
    if (!signal.aborted) log.error({ event: 'loop_failed', loop: watch.loop.name, error })
  }
  watch.endedAt = watch.pace.now()
  watch.turns++
}

async function endsWithin(turn: Promise<void>, milliseconds: number): Promise<boolean> {
  const { promise: over, resolve } = Promise.withResolvers<false>()
  const timer = setTimeout(() => resolve(false), milliseconds)
  const outcome = await Promise.race([turn.then(() => true as const), over])
  clearTimeout(timer)
  return outcome
}
