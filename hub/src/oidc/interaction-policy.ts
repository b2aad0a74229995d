import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { Refusal } from '../refusal.ts'
import { accessDenied } from './refuse-request.ts'
import { settle } from './sign-in-context.ts'

const { base, Check, Prompt } = interactionPolicy

/**
 * What an authorization request has to ask a person: to log in, in which organization they are, and, of a third
 * party's client and of a tenant link, consent.
 */
export function signInPolicy(hub: Pick<Hub, 'db' | 'log'>): interactionPolicy.DefaultPolicy {
  const policy = base()
  policy
    .get('login')
    ?.checks.add(new Check('factor_missing', 'the session lacks the second factor', 'login_required', hasOneFactor))
  policy.add(
    new Prompt(
      { name: 'organization', requestable: true },
      new Check('organization_open', 'it is not settled which organization', 'interaction_required', (ctx) =>
        isOrganizationOpen(hub, ctx),
      ),
    ),
    1,
  )
  return policy
}

/** No session comes about with one factor (A7); were there one, it opens nothing. */
function hasOneFactor({ oidc: { session } }: KoaContextWithOIDC): boolean {
  return session?.accountId !== undefined && session.amr?.includes('mfa') !== true
}

/** Refuses an inactive member right here, so that the product's own log-in page can say so (A22). */
async function isOrganizationOpen(hub: Pick<Hub, 'db' | 'log'>, ctx: KoaContextWithOIDC): Promise<boolean> {
  const settled = await settle(hub, ctx)
  if (settled.outcome === 'inactive') {
    throw accessDenied(hub, new Refusal('member_inactive', { organization: settled.membership.organization.name }))
  }
  return settled.outcome !== 'settled'
}
