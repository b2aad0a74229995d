import { setTimeout as rest } from 'node:timers/promises'
import { isServed } from './look.ts'
import { DOWN, type Run } from './run.ts'
import type { Session } from './sessions.ts'

/** Milliseconds between two tries to reach who does not listen yet. */
const TRY_EVERY = 10

/**
 * Starts the product that was down, and asks at once for the session whose end stands last in its log.
 *
 * @returns milliseconds from the start of the process to its first answer
 */
export async function startAgain(run: Run): Promise<number> {
  const last = [...run.over].findLast(({ part }) => part === DOWN)
  if (last === undefined) throw new Error('Nothing has ended there')
  const at = performance.now()
  const started = run.world.suite.start(DOWN)
  const served = await firstAnswer(last)
  const took = performance.now() - at
  if (served) run.faults.push(`${DOWN} serves a session that is over as soon as it is back`)
  await started
  run.isDown = false
  return took
}

async function firstAnswer(session: Session): Promise<boolean> {
  for (;;) {
    try {
      return await isServed(session)
    } catch (error) {
      // What fetch throws where no server listens.
      if (!(error instanceof TypeError)) throw error
      await rest(TRY_EVERY)
    }
  }
}
