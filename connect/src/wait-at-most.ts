import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Gives work a moment to be done; it goes on either way, and its failure is as good as its end.
 *
 * @returns what came of it; null where it failed, or is not done
 */
export async function waitAtMost<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  const patience = new AbortController()
  const waited = sleep(milliseconds, null, { signal: patience.signal, ref: false })
  const done = await Promise.race([work, waited]).catch(() => null)
  patience.abort()
  await waited.catch(() => {})
  return done
}
