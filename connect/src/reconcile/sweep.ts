import type { Kit } from '../kit.ts'

/** Milliseconds for which an attempt to link is remembered after its end, longer than anything at the hub that names it. */
const ATTEMPT_MEMORY = 86_400_000

/** Milliseconds for which a notice is kept. */
const NOTICE_MEMORY = 3_600_000

/** Deletes what has served. */
export async function sweep({ store, now, lifetimes }: Kit<unknown>): Promise<void> {
  const at = now()
  const signIns = at - Math.min(lifetimes.signInMemory * 1000, ATTEMPT_MEMORY)
  await store.records.attempts.deleteExpiredBefore(at - ATTEMPT_MEMORY, signIns)
  await store.records.hubSessions.deleteExpired(at)
  await store.records.subjectEnds.deleteExpired(at)
  await store.records.accessReports.deleteExpired(at)
  await store.records.logoutTokens.deleteExpired(at)
  await store.records.notices.deleteBefore(at - NOTICE_MEMORY)
  await store.records.sessions.deleteExpired(at, at - lifetimes.idle * 1000)
}
