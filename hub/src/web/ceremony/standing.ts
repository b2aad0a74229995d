import type Provider from 'oidc-provider'
import type { HubSession } from '../../oidc/hub-session.ts'
import { OUTLIVED } from '../../oidc/interaction-policy.ts'

/**
 * The session that another tab of this browser has opened since this login began without one, or renewed by a login since
 * it had outlived an organization's limits. A request that comes now would be answered by it without a question, so this
 * one is, too. Null where the request asks for a fresh proof (`prompt=login`, `max_age`, every linking ceremony), or the
 * person for another account: those are further reasons. The login that did not suffice is not tried again, or the question
 * would come round and round; nor is any where it is not said which one that was, as by a node of the version before.
 *
 * @param session the one that this browser holds
 */
export function findStanding(
  { prompt, session: before }: Awaited<ReturnType<Provider['interactionDetails']>>,
  session: HubSession | null,
): HubSession | null {
  if (prompt.name !== 'login' || session === null) return null
  const isWithout = before?.uid === undefined
  const outlived = prompt.details['loggedInAt']
  const isRenewed = typeof outlived === 'number' && session.use.loggedInAt > outlived
  const isMet = (reason: string) => (reason === 'no_session' && isWithout) || (reason === OUTLIVED && isRenewed)
  return prompt.reasons.every(isMet) ? session : null
}
