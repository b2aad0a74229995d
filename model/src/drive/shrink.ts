import { type PlayedRun, playScript, type Script } from './play.ts'
import type { Sides } from './sides.ts'

/** Plays that a shrinking may take. */
const PATIENCE = 400

/**
 * Leaves steps out of a failing run for as long as the same formula fails: first halves, then less, then single steps.
 * A step that needs one that is left out does nothing.
 */
export async function shrink(sides: Sides, failing: PlayedRun): Promise<PlayedRun> {
  let [shortest, plays] = [failing, 0]
  for (let size = Math.ceil(failing.steps.length / 2); size >= 1 && plays < PATIENCE;) {
    const shorter = await leaveOut(sides, shortest, size)
    plays += Math.ceil(shortest.steps.length / size)
    if (shorter) shortest = shorter
    else size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return shortest
}

async function leaveOut(sides: Sides, { seed, steps, failure }: PlayedRun, size: number): Promise<PlayedRun | null> {
  // From the end: what comes last hangs on what came first.
  for (let to = steps.length; to > 0; to -= size) {
    const script: Script = { seed, steps: steps.filter((_, index) => index < to - size || index >= to) }
    const fails = await playScript(sides, script)
    if (fails !== null && formulaOf(fails) === formulaOf(failure ?? '')) return { ...script, failure: fails }
  }
  return null
}

/** The formula that a failure names first. */
export const formulaOf = (failure: string): string => failure.slice(0, failure.indexOf(':'))
