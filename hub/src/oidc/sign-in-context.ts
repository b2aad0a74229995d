import { createHash } from 'node:crypto'
import type { InteractionResults, KoaContextWithOIDC } from 'oidc-provider'
import { type Instant, SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { type AccountId, isAccountId, isOrganizationId, type OrganizationId } from '../ids.ts'
import { findOrganizationChoice } from '../connections/organization-choices/find-organization-choice.ts'
import type { Terms } from '../people/members/terms.ts'
import { clientDeployment, clientOrganization } from './client-facts.ts'
import { factsOf } from './facts-of-request.ts'
import { HUB_CLIENT } from './names.ts'
import { type OrganizationOutcome, settleOrganization } from './settle-organization.ts'

type Session = NonNullable<KoaContextWithOIDC['oidc']['session']>

/** What the ceremony's pages hand back to the provider, beside what the provider itself understands. */
export interface CeremonyResult extends InteractionResults {
  /** The organization that was settled on the way; a choice moves the session into it. */
  readonly organization?: { readonly id: OrganizationId; readonly chosen: boolean }
  /** The name under which the session that this login opens can be ended with the ceremony (A13). */
  readonly session?: { readonly uid: string }
  /** Of the login. */
  readonly terms?: Terms
  /** When it was, to the millisecond: the protocol dates it to the second. */
  readonly loggedInAt?: Instant
}

/** The hub's own entry in a session. */
interface HubEntry {
  organization?: string
  /** Of the last login: what the session serves. */
  terms?: Terms
  loggedInAt?: Instant
}

const settledIn = new WeakMap<object, OrganizationOutcome>()

/** In which organization this authorization request signs in; decided once per request. */
export async function settle(hub: Pick<Hub, 'db' | 'config'>, ctx: KoaContextWithOIDC): Promise<OrganizationOutcome> {
  const before = settledIn.get(ctx.oidc)
  if (before) return before
  const { account, client, session, params } = ctx.oidc
  if (!account || !client || !session) throw new Error('An authorization request without account, client or session')
  const asked = clientOrganization(client) ?? organizationIn(params?.['organization'])
  const chosen = resultOf(ctx)?.organization?.id ?? null
  const person = accountIdOf(account)
  const memberships = (await factsOf(hub, ctx.oidc, person))?.places ?? []
  const deployment = clientDeployment(client)
  const isOpen = asked === null && chosen === null && memberships.length > 1
  const remembered =
    isOpen && deployment !== null && !isLinking(params)
      ? await findOrganizationChoice(hub, { account: person, deployment })
      : null
  const current = organizationOfSession(session)
  const settled = settleOrganization(memberships, { asked, chosen, remembered, current })
  settledIn.set(ctx.oidc, settled)
  return settled
}

/** Of the account that the provider has found: by `findAccountFor`, which finds accounts of the hub alone. */
export function accountIdOf({ accountId }: { readonly accountId: string }): AccountId {
  if (isAccountId(accountId)) return accountId
  throw new Error('A session of no account')
}

/** The organization that a session is in, by its own entry. */
export function organizationOfSession(session: Pick<Session, 'authorizations'>): OrganizationId | null {
  return organizationIn((session.authorizations?.[HUB_CLIENT] as HubEntry | undefined)?.organization)
}

/** The terms of a session's last login. */
export function termsOfSession(session: Pick<Session, 'authorizations'>): Terms {
  return (session.authorizations?.[HUB_CLIENT] as HubEntry | undefined)?.terms ?? {}
}

/** When the last login of a session was; of one that a node of the version before answered, when its second began. */
export function loginOf({ authorizations, loginTs = 0 }: Pick<Session, 'authorizations' | 'loginTs'>): Instant {
  const { loggedInAt } = (authorizations?.[HUB_CLIENT] as HubEntry | undefined) ?? {}
  const isOfLast = loggedInAt !== undefined && Math.floor(loggedInAt / SECOND) === loginTs
  return isOfLast ? loggedInAt : loginTs * SECOND
}

/** A login opens what the person has a right to by its terms, and nothing that an earlier login opened. */
export function renewLogin(
  session: Session,
  { terms, loggedInAt }: Pick<CeremonyResult, 'terms' | 'loggedInAt'>,
): void {
  if (terms) entryOf(session).terms = terms
  if (loggedInAt !== undefined) entryOf(session).loggedInAt = loggedInAt
}

/** Puts the session into an organization; a sign-in that merely asks for one does not move it out of another. */
export function remember(session: Session, organization: OrganizationId, chosen: boolean): void {
  if (!chosen && organizationOfSession(session) !== null) return
  entryOf(session).organization = organization
}

function entryOf(session: Session): HubEntry {
  session.ensureClientContainer(HUB_CLIENT)
  const entry = session.authorizations?.[HUB_CLIENT]
  if (entry === undefined) throw new Error('A session without an entry of the hub')
  return entry as HubEntry
}

/** Whether something is linked, and not merely signed in to. */
export function isLinking(params: Readonly<Record<string, unknown>> | undefined): boolean {
  return params?.['authorization_details'] !== undefined || params?.['linking'] !== undefined
}

export function resultOf(ctx: KoaContextWithOIDC): CeremonyResult | undefined {
  return ctx.oidc.result
}

/** The same for every request of a session at a client, so that simultaneous sign-ins agree on it. */
export function sidOf(session: string, client: string): string {
  return createHash('sha256').update(`sid~${session}~${client}`).digest('base64url').slice(0, 22)
}

function organizationIn(value: unknown): OrganizationId | null {
  return typeof value === 'string' && isOrganizationId(value) ? value : null
}
