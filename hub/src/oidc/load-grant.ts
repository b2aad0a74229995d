import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { asksConsent } from './client-facts.ts'
import { serves, termIn } from '../people/members/terms.ts'
import { factsOf } from './facts-of-request.ts'
import { placeOfGrant, suiteGrant, suiteGrantId } from './grants.ts'
import { accountIdOf, remember, renewLogin, resultOf, settle, sidOf, termsOfSession } from './sign-in-context.ts'

/**
 * What a client may have without asking. The suite's own clients have everything that they may ask for, in the
 * organization that is settled; a third party's has what was granted earlier in this session, in the same organization and
 * by the same right. A session that does not serve the organization any more gives nothing.
 *
 * This runs before the policy looks for anything to ask, so the organization is settled here.
 */
export async function loadGrant(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  ctx: KoaContextWithOIDC,
): Promise<Grant | undefined> {
  const { client, session, provider, account } = ctx.oidc
  if (!client || !session || !account) return undefined
  const result = resultOf(ctx)
  if (result?.session) session.uid = result.session.uid
  if (result?.login) renewLogin(session, result)
  const settled = await settle(hub, ctx)
  if (settled.outcome !== 'settled') return undefined
  const { member } = settled.membership
  const { organization } = member
  const terms = termsOfSession(session)
  if (!serves(terms, member)) return undefined
  remember(session, organization, result?.organization?.chosen === true)
  if (session.sidFor(client.clientId) === undefined)
    session.sidFor(client.clientId, sidOf(session.uid, client.clientId))

  const { accessTerm = 0 } = (await factsOf(hub, ctx.oidc, accountIdOf(account))) ?? {}
  const decided = result?.consent?.grantId
  if (decided !== undefined) return provider.Grant.find(decided)
  if (!asksConsent(client)) {
    const about = { organization, account: account.accountId, client: client.clientId, session: session.uid }
    const id = suiteGrantId({ ...about, term: termIn(terms, organization), accessTerm })
    return new provider.Grant(suiteGrant(id, hub.now()))
  }
  const before = session.grantIdFor(client.clientId)
  if (before === undefined) return undefined
  const place = placeOfGrant(before)
  const counts = place.organization === organization && place.term === member.term && place.accessTerm === accessTerm
  return counts ? provider.Grant.find(before) : undefined
}
