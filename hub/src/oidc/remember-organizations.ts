import type { KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { isAccountId } from '../ids.ts'
import { rememberOrganizationChoice } from '../connections/organization-choices/remember-organization-choice.ts'
import { clientDeployment } from './client-facts.ts'
import { factsOf } from './facts-of-request.ts'
import { isLinking, settle } from './sign-in-context.ts'

/**
 * Remembers with which organization a person signs in to a module, once the answer to the product is there: neither a
 * login that was given up nor a link that was made is a choice.
 */
export function rememberOrganizations(hub: Pick<Hub, 'db' | 'config' | 'now'>, provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
    if (oidc === undefined || (oidc.route !== 'authorization' && oidc.route !== 'resume')) return
    const { AuthorizationCode: code, Client: client } = oidc.entities
    const deployment = client && clientDeployment(client)
    if (code?.accountId === undefined || !isAccountId(code.accountId) || !deployment || isLinking(oidc.params)) return
    // Who is in one organization has chosen nothing, as most sign-ins: they ask nothing more.
    if (((await factsOf(hub, oidc, code.accountId))?.places.length ?? 0) < 2) return
    const settled = await settle(hub, ctx as unknown as KoaContextWithOIDC)
    if (settled.outcome !== 'settled') return
    const { organization } = settled.membership.member
    await rememberOrganizationChoice(hub, { account: code.accountId, deployment, organization })
  })
}
