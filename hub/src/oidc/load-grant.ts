import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { asksConsent } from './client-facts.ts'
import { organizationOfGrant, suiteGrant, suiteGrantId } from './grants.ts'
import { remember, resultOf, settle, sidOf } from './sign-in-context.ts'

/**
 * What a client may have without asking. The suite's own clients have everything that they may ask for, in the
 * organization that is settled; a third party's has what was granted earlier in this session, in the same organization.
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
  const settled = await settle(hub, ctx)
  if (settled.outcome !== 'settled') return undefined
  const { organization } = settled.membership.member
  remember(session, organization, result?.organization?.chosen === true)
  if (session.sidFor(client.clientId) === undefined)
    session.sidFor(client.clientId, sidOf(session.uid, client.clientId))

  const decided = result?.consent?.grantId
  if (decided !== undefined) return provider.Grant.find(decided)
  if (!asksConsent(client)) {
    const about = { organization, account: account.accountId, client: client.clientId, session: session.uid }
    return new provider.Grant(suiteGrant(suiteGrantId(about), hub.now()))
  }
  const before = session.grantIdFor(client.clientId)
  return before !== undefined && organizationOfGrant(before) === organization ? provider.Grant.find(before) : undefined
}
