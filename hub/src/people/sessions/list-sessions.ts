import type { Account } from '../accounts/account.ts'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { hashToken } from '../../secrets/hash-token.ts'
import { isEnded } from '../permits/is-ended.ts'

/** A live session of a person at the hub, as they are shown it. */
export interface ListedSession {
  readonly uid: string
  /** Names it on pages and in the audit. */
  readonly handle: string
  /** As the browser that last used it names itself. */
  readonly userAgent: string | null
  readonly address: string | null
  readonly loggedInAt: Instant
  readonly usedAt: Instant
  /** Ids of the clients that people signed in to through it. */
  readonly clients: readonly string[]
}

/** What names a session where its id of the provider is no one's business. */
export function handleOf(uid: string): string {
  return hashToken(uid)
}

/** Every session of an account that opens something still, the one that was used last first. */
export async function listSessions(
  { short, now }: Pick<Hub, 'short' | 'now'>,
  account: Account,
): Promise<readonly ListedSession[]> {
  const rows = await short
    .selectFrom('sessions')
    .select(['uid', 'user_agent', 'address', 'logged_in_at', 'used_at'])
    .where('account', '=', account.id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now())
    .orderBy('used_at', 'desc')
    .orderBy('uid')
    .execute()
  const live = rows.filter(({ uid, logged_in_at: loggedInAt }) => !isEnded(account, { uid, loggedInAt }))
  const clients = await listClients(
    { short },
    live.map(({ uid }) => uid),
  )
  return live.map(({ uid, user_agent: userAgent, address, logged_in_at: loggedInAt, used_at: usedAt }) => ({
    uid,
    handle: handleOf(uid),
    userAgent,
    address,
    loggedInAt,
    usedAt,
    clients: clients.filter(({ session }) => session === uid).map(({ client }) => client),
  }))
}

async function listClients(
  { short }: Pick<Hub, 'short'>,
  sessions: readonly string[],
): Promise<readonly { session: string; client: string }[]> {
  if (sessions.length === 0) return []
  return short
    .selectFrom('session_clients')
    .select(['session', 'client'])
    .where('session', 'in', sessions)
    .orderBy('client')
    .execute()
}
