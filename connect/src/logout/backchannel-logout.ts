import { causeOf, CheckFailed } from '../cause.ts'
import { ClocksDiffer } from '../clocks.ts'
import { readForm } from '../http/forms.ts'
import { problem } from '../http/responses.ts'
import { type HubKeys, KeysNotReached } from '../hub/hub-keys.ts'
import { sparingNames } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { endOfHubSession } from './end-of-hub-session.ts'
import { endOfSubject } from './end-of-subject.ts'
import { HUB_RULES, type LogoutToken, PROVIDER_RULES, readLogoutToken } from './read-logout-token.ts'

/** Bytes that a logout token may have, and the form around it. */
const LARGEST = 16_384

/**
 * `POST /connect/backchannel-logout`: the hub says that a person logged out there (OpenID Connect Back-Channel Logout
 * 1.0). Their sessions end here: the one session that is named, or all of a member. Whether there were any is not told.
 *
 * What cannot be checked, because the hub's keys cannot be had, is refused as well: the hub tries again. The answer
 * does not say why, unless the clocks differ; the log does.
 */
export async function backchannelLogout<Tx>(kit: Kit<Tx>, request: Request, keys: HubKeys): Promise<Response> {
  const jwt = (await readForm(request, LARGEST)).get('logout_token')
  try {
    const token = await readToken(kit, keys, jwt)
    await sparingNames(kit, (sparing) => endSessions(sparing, token))
  } catch (error) {
    if (!(error instanceof CheckFailed || error instanceof KeysNotReached)) throw error
    const event = error instanceof CheckFailed ? 'logout_token_refused' : 'hub_keys_not_reached'
    const reference = newAuditId()
    kit.log({ level: 'warn', event, reference, ...causeOf(error) })
    if (error instanceof ClocksDiffer) return problem('clocks_differ', { reference, ...error.details })
    return problem('logout_token_invalid', { reference })
  }
  return new Response(null, { status: 200, headers: { 'Cache-Control': 'no-store' } })
}

/** @throws {CheckFailed} @throws {KeysNotReached} */
async function readToken(
  { authority, issuer, now }: Pick<Kit<unknown>, 'authority' | 'issuer' | 'now'>,
  keys: HubKeys,
  jwt: string | null,
): Promise<LogoutToken> {
  if (jwt === null) throw new CheckFailed('form', 'It is no urlencoded form with logout_token, or larger than 16 KiB.')
  const isOptional = authority === 'product'
  const claims = await keys.read(jwt, { name: 'logout+jwt', isOptional })
  const expected = { issuer, clientId: keys.clientId, now: now() }
  return readLogoutToken(claims, expected, isOptional ? PROVIDER_RULES : HUB_RULES)
}

/** @throws {CheckFailed} where the token was used before (T22) */
function endSessions<Tx>(
  kit: Pick<Kit<Tx>, 'store' | 'issuer' | 'now' | 'lifetimes' | 'sessions' | 'users'>,
  token: LogoutToken,
): Promise<void> {
  return kit.store.transaction(async (records, tx) => {
    if (!(await records.logoutTokens.use(kit.issuer, token.jti, token.expiresAt))) {
      throw new CheckFailed('jti', 'It was used before.')
    }
    const auditId = newAuditId()
    if (token.sid !== null) await endOfHubSession(kit, records, tx, { ...token, auditId })
    else await endOfSubject(kit, records, tx, { ...everythingOf(token), auditId })
  })
}

/** All that stands ends, whatever its time: nodes of a provider need not agree on the second. */
function everythingOf({ subject, issuedAt }: Extract<LogoutToken, { sid: null }>) {
  return { subject, organizationId: null, saidAt: issuedAt, issuedUntil: null, cause: 'logged_out' } as const
}
