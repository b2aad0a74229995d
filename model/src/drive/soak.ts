import type { TestDialect } from '@lanyard/storage/testing'
import { type PlayedRun, playSeed } from './play.ts'
import { shrink } from './shrink.ts'
import { type Fault, openSides } from './sides.ts'
import { describeStep } from './steps.ts'

/** Runs after which the databases are made again, so that nothing piles up that a run does not clear away. */
const RUNS_PER_DATABASE = 2000

export interface SoakResult {
  readonly runs: number
  readonly steps: number
  /** The first run that failed, as short as it gets; null when all held. */
  readonly failure: PlayedRun | null
}

export interface SoakRequest {
  readonly seed: number
  readonly runs: number
  readonly fault?: Fault
  /** Steps of the longest run. */
  readonly longest?: number
}

/** Plays the runs of consecutive seeds, until one fails. */
export async function soak(
  database: TestDialect,
  { seed, runs, fault = {}, longest }: SoakRequest,
): Promise<SoakResult> {
  let [played, steps] = [0, 0]
  while (played < runs) {
    await using sides = await openSides(database, fault)
    const last = Math.min(runs, played + RUNS_PER_DATABASE)
    for (; played < last; played++) {
      const run = await playSeed(sides, seed + played, longest)
      steps += run.steps.length
      if (run.failure !== null) return { runs: played + 1, steps, failure: await shrink(sides, run) }
    }
  }
  return { runs: played, steps, failure: null }
}

export function describeFailure({ seed, steps, failure }: PlayedRun): string {
  return [`seed ${seed}: ${failure}`, ...steps.map(describeStep)].join('\n  ')
}
