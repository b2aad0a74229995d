import type { Account as ProviderAccount, FindAccount, KoaContextWithOIDC } from 'oidc-provider'
import type { Account } from '../people/accounts/account.ts'
import { lastOf } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { isAccountId } from '../ids.ts'
import { refuseInactive } from '../people/members/refuse-inactive.ts'
import { refuseCeremony } from '../refusal.ts'
import { isEnded } from '../people/permits/is-ended.ts'
import type { Place } from '../connections/tenant-links/find-sign-in-facts.ts'
import { clientDeployment } from './client-facts.ts'
import { factsOf } from './facts-of-request.ts'
import { placeOfGrant } from './grants.ts'
import { accessDenied } from './refuse-request.ts'
import { noteEpoch } from './sign-in-epoch.ts'

type Token = Parameters<FindAccount>[2]

/** What codes, access tokens and refresh tokens carry about the sign-in that they come from. */
interface TokenFacts {
  readonly sessionUid?: string | undefined
  readonly authTime?: number | undefined
  readonly iat?: number | undefined
}

/**
 * Finds the person that a session or a token is about, and what may be said about them.
 *
 * Where a token is exchanged, refreshed or used, the member's status is read again: who is inactive by now is refused
 * (T27), and a token of a right that has ended since is useless, although the right may have been given back. A
 * session of no one is refused, too; "no such account" would make the provider fail instead.
 */
export function findAccountFor(hub: Pick<Hub, 'db' | 'config' | 'log'>): FindAccount {
  return async (ctx, sub, token) => {
    const facts = isAccountId(sub) ? await factsOf(hub, ctx.oidc, sub) : null
    if (facts === null) throw accessDenied(hub, refuseCeremony('attempt_invalid'))
    const { account } = facts
    const grantId = token?.grantId
    if (grantId === undefined) return withClaims(account, {})
    const { organization, term, accessTerm } = placeOfGrant(grantId)
    const place = facts.places.find(({ member }) => member.organization === organization)
    if (place === undefined) throw accessDenied(hub, refuseCeremony('member_inactive'))
    const { member } = place
    if (member.status !== 'active') throw accessDenied(hub, refuseInactive(place))
    if (member.term !== term || hasEnded(account, token)) return undefined
    if (ctx.oidc.client && accessTerm !== facts.accessTerm) return undefined
    noteEpoch(ctx.oidc, member.epoch)
    return withClaims(account, suiteClaims(ctx, place, token))
  }
}

/**
 * An act upon the account has ended the session that the token came of. An access token, which does not say when that
 * began, is no older than the session.
 */
function hasEnded(account: Account, { sessionUid, authTime, iat }: TokenFacts = {}): boolean {
  const loggedInAt = lastOf(authTime ?? iat ?? 0)
  return sessionUid !== undefined && isEnded(account, { uid: sessionUid, loggedInAt })
}

function withClaims(account: Account, ofSuite: Record<string, unknown>): ProviderAccount {
  return {
    accountId: account.id,
    claims: async () => ({ sub: account.id, ...personalClaims(account), ...ofSuite }),
  }
}

function personalClaims({ name, username, email, emailVerifiedAt, language }: Account): Record<string, unknown> {
  return {
    name,
    preferred_username: username,
    email,
    email_verified: emailVerifiedAt !== null,
    ...(language !== null && { locale: language }),
  }
}

/** What a person is in the suite; the link only where the client is a deployment of a module. */
function suiteClaims(ctx: KoaContextWithOIDC, place: Place, token: Token): Record<string, unknown> {
  const { member, organization, link, linkedElsewhere: elsewhere } = place
  const claims = {
    org_id: organization.id,
    org_name: organization.name,
    org_role: member.role,
    member_epoch: member.epoch,
  }
  if (!ctx.oidc.client || clientDeployment(ctx.oidc.client) === null) return claims
  return {
    ...claims,
    ...(link !== null && { link_id: link }),
    ...(elsewhere !== null && { linked_elsewhere: { deployment: elsewhere.id, url: elsewhere.origin } }),
    ...(linksUser(token) && { link_user: true }),
  }
}

/** "Connect and link me" was pressed in the ceremony that this code comes from. */
function linksUser(token: Token): boolean {
  const details: unknown = token && 'rar' in token ? token.rar : undefined
  return Array.isArray(details) && details.some((detail: { link_user?: unknown }) => detail.link_user === true)
}
