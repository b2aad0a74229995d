import { readForm } from '../forms.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { problem } from '../responses.ts'
import { endOfHubSession } from './end-of-hub-session.ts'
import { endOfSubject } from './end-of-subject.ts'
import type { HubKeys } from './hub-keys.ts'
import { type LogoutToken, readLogoutToken } from './read-logout-token.ts'

/** Bytes that a logout token may have, and the form around it. */
const LARGEST = 16_384

/**
 * `POST /connect/backchannel-logout`: the hub says that somebody logged out there (OpenID Connect Back-Channel Logout
 * 1.0). Their sessions end here: the one session that is named, or all of a member. Whether there were any is not told.
 *
 * What cannot be checked, because the hub's keys cannot be had, is refused as well: the hub tries again.
 */
export async function backchannelLogout<Tx>(kit: Kit<Tx>, request: Request, keys: HubKeys): Promise<Response> {
  const jwt = (await readForm(request, LARGEST)).get('logout_token') ?? ''
  const claims = await readClaims(kit, keys, jwt)
  const expected = { issuer: kit.issuer, clientId: keys.clientId, now: Date.now() }
  const token = claims && readLogoutToken(claims, expected)
  if (!token || !(await endSessions(kit, token))) return problem('logout_token_invalid')
  return new Response(null, { status: 200, headers: { 'Cache-Control': 'no-store' } })
}

async function readClaims(kit: Pick<Kit<unknown>, 'log'>, keys: HubKeys, jwt: string) {
  try {
    return await keys.read(jwt, 'logout+jwt')
  } catch (error) {
    kit.log({
      level: 'warn',
      event: 'hub’s keys not reached',
      cause: error instanceof Error ? error.message : 'unknown',
    })
    return null
  }
}

/** @returns false where the token was used before (T22) */
function endSessions<Tx>(
  kit: Pick<Kit<Tx>, 'store' | 'issuer' | 'now' | 'lifetimes' | 'sessions'>,
  token: LogoutToken,
): Promise<boolean> {
  return kit.store.transaction(async (records, tx) => {
    if (!(await records.logoutTokens.use(kit.issuer, token.jti, token.expiresAt))) return false
    const auditId = newAuditId()
    if (token.sid !== null) await endOfHubSession(kit, records, tx, { ...token, auditId })
    else await endOfSubject(kit, records, tx, { ...everythingOf(token), auditId })
    return true
  })
}

/** All that stands ends, whatever its time: nodes of a provider need not agree on the second. */
function everythingOf({ subject, issuedAt }: Extract<LogoutToken, { sid: null }>) {
  return { subject, organizationId: null, saidAt: issuedAt, issuedUntil: null, cause: 'logged_out' } as const
}
