import type { Kit } from '../kit.ts'

/** Milliseconds for which an attempt to link is remembered after its end, longer than anything at the hub that names it. */
const ATTEMPT_MEMORY = 86_400_000

/** Milliseconds for which a notice is kept. */
const NOTICE_MEMORY = 3_600_000

/** Deletes what has served. Once the signal is given, it leaves the rest to a later sweep. */
export async function sweep(
  { store: { records }, now, lifetimes }: Pick<Kit<unknown>, 'store' | 'now' | 'lifetimes'>,
  signal?: AbortSignal,
): Promise<void> {
  const at = now()
  const signIns = at - Math.min(lifetimes.signInMemory * 1000, ATTEMPT_MEMORY)
  const deletions = [
    () => records.attempts.deleteExpiredBefore(at - ATTEMPT_MEMORY, signIns, signal),
    () => records.hubSessions.deleteExpired(at, signal),
    () => records.subjectEnds.deleteExpired(at, signal),
    () => records.accessReports.deleteExpired(at, signal),
    () => records.logoutTokens.deleteExpired(at, signal),
    () => records.notices.deleteBefore(at - NOTICE_MEMORY, signal),
    () => records.sessions.deleteExpired(at, at - lifetimes.idle * 1000, signal),
  ]
  for (const remove of deletions) {
    if (signal?.aborted) return
    await remove()
  }
}
