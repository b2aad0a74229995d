import type { Hub } from '../../hub.ts'

/** Which of these sessions are neither ended nor lapsed, by their `uid`. */
export async function findLiveSessions(
  { short, now }: Pick<Hub, 'short' | 'now'>,
  sessions: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sessions.length === 0) return new Set()
  const rows = await short
    .selectFrom('sessions')
    .select('uid')
    .where('uid', 'in', sessions)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now())
    .execute()
  return new Set(rows.map(({ uid }) => uid))
}
