import { setTimeout as sleep } from 'node:timers/promises'

/** Gives work a moment to be done; it goes on either way, and its failure is as good as its end. */
export async function waitAtMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const patience = new AbortController()
  const waited = sleep(milliseconds, undefined, { signal: patience.signal, ref: false })
  await Promise.race([work, waited]).catch(() => {})
  patience.abort()
  await waited.catch(() => {})
}
