import { newSessionId, type TenantId, type UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { hashSecret, newSecret } from '../secrets.ts'
import type { Session } from './session.ts'
import { sessionCookie } from './session-cookie.ts'
import * as sessions from './session-store.ts'

export interface SessionToBegin {
  readonly tenant: TenantId
  readonly user: UserId
  readonly productSessionId: string | null
  /** The session that this browser had before: it ends here, so that no id survives a login (T39). */
  readonly replaces: string | null
  /** When the person proved that it is them. Left out, the proof of the same person's session that this one replaces goes on. */
  readonly provenAt?: number | null
}

/**
 * Begins a session inside a commit. The cookie is `id.secret`; only the secret's hash is stored.
 *
 * Replacing a session that came through the hub ends connect's row of it too.
 */
export async function beginSession(
  psa: Pick<Psa, 'db' | 'now' | 'config'>,
  { replaces, provenAt, ...request }: SessionToBegin,
): Promise<{ readonly session: Session; readonly cookie: string; readonly replaced: Session | null }> {
  const secret = newSecret()
  const replaced = replaces === null ? null : await sessions.remove(psa.db, replaces)
  const former = replaced?.user === request.user ? replaced.provenAt : null
  const session = { id: newSessionId(), ...request, provenAt: provenAt ?? former }
  await sessions.insert(psa.db, session, hashSecret(secret), psa.now())
  return { session, cookie: sessionCookie(psa.config, `${session.id}.${secret}`), replaced }
}
