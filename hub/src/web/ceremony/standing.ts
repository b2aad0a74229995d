import type Provider from 'oidc-provider'
import type { HubSession } from '../../oidc/hub-session.ts'

/**
 * The session that another tab of this browser has opened since this login began without one. A request that comes now
 * would be answered by it without a question, so this one is, too. Null where the request asks for a fresh proof
 * (`prompt=login`, `max_age`, every linking ceremony), or the person for another account: those are further reasons. A
 * login that began with a session did so because that one does not suffice; it is not tried again, or the question would
 * come round and round.
 *
 * @param session the one that this browser holds
 */
export function findStanding(
  { prompt, session: before }: Awaited<ReturnType<Provider['interactionDetails']>>,
  session: HubSession | null,
): HubSession | null {
  const isOnlyForWantOfOne = prompt.name === 'login' && prompt.reasons.every((reason) => reason === 'no_session')
  return isOnlyForWantOfOne && before?.uid === undefined ? session : null
}
