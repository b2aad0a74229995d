import { SECOND } from '../../clock.ts'
import { OUTLIVED } from '../../oidc/interaction-policy.ts'
import type { HubSession } from '../../oidc/hub-session.ts'
import type Provider from 'oidc-provider'

/** Reasons of a login that any live session answers; every other one asks for a proof of its own, or for another account. */
const ANSWERED_BY_A_SESSION: readonly string[] = ['no_session', 'session_ended', OUTLIVED]

/**
 * The session that another tab of this browser has opened since this login began. A request that comes now would be
 * answered by it without a question, so this one is, too. Null where the request asks for a fresh proof (`prompt=login`,
 * `max_age`, every linking ceremony): those name further reasons.
 *
 * @param session the one that this browser holds
 */
export function findStanding(
  { prompt, session: before, iat }: Awaited<ReturnType<Provider['interactionDetails']>>,
  session: HubSession | null,
): HubSession | null {
  if (session === null || prompt.name !== 'login') return null
  if (!prompt.reasons.every((reason) => ANSWERED_BY_A_SESSION.includes(reason))) return null
  if (before?.uid === undefined) return session
  // The one that it began with did not suffice: it does after a login, and one of another browser never does.
  return before.uid === session.uid && iat !== undefined && session.use.loggedInAt > iat * SECOND ? session : null
}
