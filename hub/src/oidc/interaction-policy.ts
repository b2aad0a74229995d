import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { Instant } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { refuseInactive } from '../people/members/refuse-inactive.ts'
import { serves } from '../people/members/terms.ts'
import type { Organization } from '../people/organizations/organization.ts'
import { isEnded } from '../people/permits/is-ended.ts'
import { factsOf } from './facts-of-request.ts'
import { accessDenied } from './refuse-request.ts'
import { findUse, isBeyondLimits } from './session-use.ts'
import { accountIdOf, loginOf, resultOf, settle, termsOfSession } from './sign-in-context.ts'

type Needs = Pick<Hub, 'db' | 'config' | 'short' | 'now' | 'log'>

const { base, Check, Prompt } = interactionPolicy

/**
 * The reason of a login for an organization that a session does not serve any more: by the organization's limits, or because
 * the person's right there has ended since, and was given back. Its details name the organization, and the login that does
 * not suffice.
 */
export const OUTLIVED = 'session_outlived'

/**
 * What an authorization request has to ask a person: to log in, in which organization they are, and, of a third
 * party's client and of a tenant link, consent.
 */
export function signInPolicy(hub: Needs): interactionPolicy.DefaultPolicy {
  const policy = base()
  const login = policy.get('login')?.checks
  login?.add(new Check('factor_missing', 'the session lacks the second factor', 'login_required', hasOneFactor))
  login?.add(new Check('session_ended', 'the session was ended', 'login_required', (ctx) => hasEndedSession(hub, ctx)))
  login?.add(
    new Check(
      OUTLIVED,
      'the organization asks for a newer log-in',
      'login_required',
      async (ctx) => (await findOutlived(hub, ctx)) !== null,
      async (ctx) => ({ outlived: (await findOutlived(hub, ctx))?.name, loggedInAt: await findLoginOf(hub, ctx) }),
    ),
  )
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

/**
 * An act of the account's, or upon it, ended the session, and no one has taken it away yet; or the login that opens it here,
 * which was answered before the act.
 */
async function hasEndedSession(hub: Needs, ctx: KoaContextWithOIDC): Promise<boolean> {
  const { account, session } = ctx.oidc
  if (!account || !session?.loginTs) return false
  const facts = await factsOf(hub, ctx.oidc, accountIdOf(account))
  return facts === null || isEnded(facts.account, { uid: session.uid, loggedInAt: loginOf(session) })
}

/**
 * The organization that is entered, where the session has outlived its limits or the right by which it served it: it
 * serves the person's other organizations on. A login in this very request is new enough for all limits.
 */
async function findOutlived(hub: Needs, ctx: KoaContextWithOIDC): Promise<Organization | null> {
  const { account, session } = ctx.oidc
  if (!account || !session) return null
  const settled = await settle(hub, ctx)
  if (settled.outcome !== 'settled') return null
  const { member, organization } = settled.membership
  if (!serves(termsOfSession(session), member)) return organization
  if (resultOf(ctx)?.login) return null
  const { total, idle } = organization.sessionLimits
  if (total === null && idle === null) return null
  const use = await findUse(hub, session.uid)
  return use !== null && isBeyondLimits(use, organization.sessionLimits, hub.now()) ? organization : null
}

/** By the session's row: what the provider writes back of a request that began before another tab's login is older. */
async function findLoginOf(hub: Needs, { oidc: { session } }: KoaContextWithOIDC): Promise<Instant | undefined> {
  return session && (await findUse(hub, session.uid))?.loggedInAt
}

/** Refuses an inactive member right here, so that the product's own login page can say so (A22). */
async function isOrganizationOpen(hub: Needs, ctx: KoaContextWithOIDC): Promise<boolean> {
  const settled = await settle(hub, ctx)
  if (settled.outcome === 'inactive') {
    throw accessDenied(hub, refuseInactive(settled.membership))
  }
  return settled.outcome !== 'settled'
}
