import type { HostSession } from './api/host.ts'
import type { Kit } from './kit.ts'
import { Refusal } from './refusal.ts'

/**
 * Is the session that acts still there, in the commit of what it does? The acting user is logged in then too (T2): a
 * session that ended meanwhile makes no link, and is not renewed (T9). Ask after its user was read, whom the host holds.
 */
export async function isLive<Tx>(
  { sessions }: Pick<Kit<Tx>, 'sessions'>,
  tx: Tx,
  { id }: Pick<HostSession, 'id'>,
): Promise<boolean> {
  return (await sessions.isLive?.(tx, id)) ?? true
}

/** @throws {Refusal} `attempt_invalid` where it has ended */
export async function holdSession<Tx>(
  kit: Pick<Kit<Tx>, 'sessions'>,
  tx: Tx,
  session: Pick<HostSession, 'id'>,
): Promise<void> {
  if (!(await isLive(kit, tx, session))) throw new Refusal('attempt_invalid')
}
