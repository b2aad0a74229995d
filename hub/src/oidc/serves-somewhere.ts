import type Provider from 'oidc-provider'
import type { Membership } from '../people/members/memberships-of.ts'
import { serves } from '../people/members/terms.ts'
import { termsOfSession } from './sign-in-context.ts'

/**
 * Whether a session serves an active place of its person. One that serves none opens nothing before a login in its browser:
 * a place whose right has ended has other terms from then on, also where the right is given back.
 */
export async function servesSomewhere(
  provider: Provider,
  session: string,
  memberships: readonly Membership[],
): Promise<boolean> {
  const stands = await provider.Session.findByUid(session)
  if (!stands) return false
  const terms = termsOfSession(stands)
  return memberships.some(({ member }) => member.status === 'active' && serves(terms, member))
}
