import { setTimeout as rest } from 'node:timers/promises'

/**
 * Milliseconds that a test waits for anything: an element, an answer, a lock, a process. Every helper takes this limit
 * and none has a shorter one, so that a busy machine makes a test slow and not red. Only what hangs waits that long.
 */
export const WAIT_LIMIT = 120_000

const LOOK_EVERY = 20

/**
 * Waits for what another process, a loop or another transaction brings about.
 *
 * @param what is waited for, as the failure names it
 * @throws {Error} after {@link WAIT_LIMIT}
 */
export async function eventually(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_LIMIT
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Not within ${WAIT_LIMIT / 1000} s: ${what}`)
    await rest(LOOK_EVERY)
  }
}
