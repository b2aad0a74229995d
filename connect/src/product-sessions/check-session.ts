import type { Kit } from '../kit.ts'
import type { ProductSession } from '../records/product-sessions.ts'

/** Milliseconds between two notes of a session's use, so that not every request writes. */
const TOUCH_EVERY = 60_000

/**
 * Is the session behind this row still to be served? It is not when its row is gone, when it has lasted or rested too
 * long, or when the hub's events could not be read for longer than the grace: what they would have said is unknown
 * (T26).
 */
export async function checkSession(kit: Kit<unknown>, productSessionId: string): Promise<boolean> {
  const { sessions, cursor } = kit.store.records
  const session = await sessions.find(productSessionId)
  if (!session || !isInTime(kit, session)) return false
  const now = kit.now()
  // A sign-in is news from the hub as well: it names the link and the epoch of that instant.
  const lastNews = Math.max(session.startedAt, (await cursor.find(kit.issuer))?.pulledAt ?? 0)
  if (now - lastNews > kit.lifetimes.grace * 1000) return false
  if (now - session.seenAt > TOUCH_EVERY) await sessions.touch(session.id, now)
  return true
}

function isInTime({ now, lifetimes }: Pick<Kit<unknown>, 'now' | 'lifetimes'>, session: ProductSession): boolean {
  return now() < session.expiresAt && now() - session.seenAt < lifetimes.idle * 1000
}
