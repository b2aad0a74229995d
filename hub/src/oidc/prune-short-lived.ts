import { pruneForms } from '@lanyard/forms'
import { deleteRows } from '@lanyard/storage'
import { MINUTE } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { USED_KEPT } from './artifacts.ts'
import { pruneChallenges } from '../people/passkeys/challenges.ts'

/** A sign-in in flight when its session lapsed is over by then, so its tombstone may go. */
const GRACE = 15 * MINUTE

/** Takes out what has expired: it opens nothing any more, and no one asks for it. */
export async function pruneShortLived({ short, now }: Pick<Hub, 'short' | 'now'>, signal?: AbortSignal): Promise<void> {
  const at = now()
  const artifacts = { from: 'artifacts', key: ['model', 'id_hash'] } as const
  await deleteRows(short, { ...artifacts, where: (row) => row('expires_at', '<', at - USED_KEPT) }, signal)
  await deleteRows(short, { from: 'ceremonies', key: ['uid'], where: (row) => row('expires_at', '<', at) }, signal)
  await pruneChallenges({ short, now }, signal)
  await pruneForms({ db: short, now }, signal)
  await deleteRows(
    short,
    { from: 'sessions', key: ['uid'], where: (row) => row('expires_at', '<', at - GRACE) },
    signal,
  )
}
