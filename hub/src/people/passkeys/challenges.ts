import { deleteRows } from '@lanyard/storage'
import type { Hub } from '../../hub.ts'

type Needs = Pick<Hub, 'short' | 'now' | 'config'>

/** What a challenge was made for: one login, or one session's enrolment. An answer to another one does not count. */
export type ChallengeOwner = `login:${string}` | `enrol:${string}`

/** A newer challenge of the same owner takes the place of an older one. */
export async function put(hub: Needs, owner: ChallengeOwner, challenge: string): Promise<void> {
  const values = { owner, challenge, expires_at: hub.now() + hub.config.lifetimes.interaction }
  await hub.short
    .insertInto('passkey_challenges')
    .values(values)
    .onConflict((conflict) => conflict.column('owner').doUpdateSet(values))
    .execute()
}

/** Each challenge once, whatever becomes of the answer; null where there is none, or none any more. */
export async function take(hub: Needs, owner: ChallengeOwner): Promise<string | null> {
  const row = await hub.short
    .deleteFrom('passkey_challenges')
    .where('owner', '=', owner)
    .returning(['challenge', 'expires_at'])
    .executeTakeFirst()
  return row === undefined || row.expires_at <= hub.now() ? null : row.challenge
}

/** Deletes challenges that no one has answered in time. */
export async function pruneChallenges({ short, now }: Pick<Hub, 'short' | 'now'>, signal?: AbortSignal): Promise<void> {
  const challenges = { from: 'passkey_challenges', key: ['owner'] } as const
  await deleteRows(short, { ...challenges, where: (row) => row('expires_at', '<', now()) }, signal)
}
