import { MINUTE } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { pruneChallenges } from '../passkeys/prune-challenges.ts'

/** A sign-in in flight when its session lapsed is over by then, so its tombstone may go. */
const GRACE = 15 * MINUTE

/** Takes out what has expired: it opens nothing any more, and nobody asks for it. */
export async function pruneShortLived({ short, now }: Pick<Hub, 'short' | 'now'>): Promise<void> {
  await short.deleteFrom('artifacts').where('expires_at', '<', now()).execute()
  await short.deleteFrom('ceremonies').where('expires_at', '<', now()).execute()
  await pruneChallenges({ short, now })
  await short
    .deleteFrom('sessions')
    .where('expires_at', '<', now() - GRACE)
    .execute()
}
