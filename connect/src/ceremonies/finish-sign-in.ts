import type { HostSession, LocalUser, Tenant } from '../api/host.ts'
import { doerOf, doneBy } from '../doer.ts'
import { detailsOfRefusal, type HubAnswer } from '../hub/hub-answer.ts'
import { newId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Attempt, Identity, SignInAttempt } from '../records/attempts.ts'
import type { ProductSession } from '../records/product-sessions.ts'
import type { Records } from '../records/store.ts'
import type { ActiveLink } from '../records/tenant-links.ts'
import type { UserLink } from '../records/user-links.ts'
import { Refusal } from '../refusal.ts'
import { findNamedLink } from '../tenant-links/find-named-link.ts'
import { holdProof } from './hold-proof.ts'
import type { Outcome } from './outcome.ts'
import { routeSignIn, type SignInFacts } from './route-sign-in.ts'

/** The browser that came back. */
export interface Browser {
  /** Whose session it holds here. */
  readonly session: HostSession | null
  /** The session that the person chose to leave, when asked (A28). */
  readonly agreed: string | null
}

export type SignInOutcome = Outcome & { readonly session?: ProductSession }

/**
 * Decides a sign-in and does what was decided in one commit (SIGNIN_CHECKS_AT_COMMIT): link, user link, user, feature
 * and epoch are read, locked, and the session begun, together with the end of the attempt.
 *
 * @throws {Refusal} `attempt_invalid` when the attempt was used meanwhile; nothing is changed then
 */
export function finishSignIn<Tx>(
  kit: Kit<Tx>,
  attempt: SignInAttempt,
  answer: HubAnswer,
  browser: Browser,
): Promise<SignInOutcome> {
  return kit.store.transaction(async (records, tx) => {
    const found = answer.kind === 'token' ? await findMember(kit, records, tx, answer.identity) : unknownMember
    const facts = factsOf(kit, attempt, answer, found, browser)
    const route = routeSignIn({ ...facts, attempt: await holdProof(kit, records, answer) })

    if (route.to === 'question' && answer.kind === 'token' && browser.session && found.user) {
      const question = { sessionId: browser.session.id, identity: answer.identity }
      await records.attempts.keep({ ...attempt, question }, kit.now())
      const current = await kit.users.find(tx, browser.session.userId)
      const names = { currentName: current?.name ?? '', otherName: found.user.name }
      return { kind: 'question', current: browser.session, ...names }
    }
    if (route.to === 'session' && answer.kind === 'token' && found.link && found.userLink && found.user) {
      const who = { link: found.link, userLink: found.userLink, user: found.user, identity: answer.identity }
      return beginSession(kit, records, tx, attempt, browser, who)
    }
    const code = route.to === 'login' ? route.code : 'attempt_invalid'
    if (code === 'link_suspended') kit.wake()
    // Only a token takes a login at the hub: any browser can write the rest to its own ticket, so that leaves no row (T45).
    if (answer.kind === 'token') await consume(kit, records, attempt, null)
    return {
      kind: 'refused',
      code,
      path: kit.paths.login,
      reference: answer.kind === 'refused' ? answer.reference : null,
      isOpen: answer.kind === 'silent',
      details: answer.kind === 'token' ? detailsOf(kit, answer.identity) : detailsOfRefusal(answer),
    }
  })
}

interface Found {
  readonly link: ActiveLink | null
  readonly tenant: Tenant | null
  readonly userLink: UserLink | null
  readonly user: LocalUser | null
  readonly knownEpoch: number
}

const unknownMember: Found = { link: null, tenant: null, userLink: null, user: null, knownEpoch: 0 }

async function findMember<Tx>(kit: Kit<Tx>, records: Records, tx: Tx, identity: Identity): Promise<Found> {
  const { subject, organizationId, memberEpoch } = identity
  const knownEpoch = await records.memberEpochs.raise(kit.issuer, organizationId, subject, memberEpoch)
  await records.sessions.deleteBelowEpoch(kit.issuer, organizationId, subject, knownEpoch)
  const link = await records.tenantLinks.lockActive(kit.issuer, organizationId)
  const tenant = link && (await kit.tenants.find(tx, link.tenantId))
  if (!link || !tenant) return { ...unknownMember, knownEpoch }
  const member = { tenantId: link.tenantId, issuer: kit.issuer, organizationId, subject }
  const userLink = await records.userLinks.findOfMember(member)
  // SIGNIN_NAMES_LINK: a user link counts under the link that it was made or restored on.
  if (userLink?.linkId !== link.id) return { ...unknownMember, link, tenant, knownEpoch }
  const user = await kit.users.find(tx, userLink.userId)
  return { link, tenant, userLink, user: user?.tenantId === link.tenantId ? user : null, knownEpoch }
}

function factsOf(
  kit: Pick<Kit<unknown>, 'authority'>,
  attempt: SignInAttempt,
  answer: HubAnswer,
  { link, tenant, user, knownEpoch }: Found,
  { session, agreed }: Browser,
): Omit<SignInFacts, 'attempt'> {
  return {
    answer:
      answer.kind === 'token'
        ? { ...answer, ...answer.identity, linkId: findNamedLink(kit, attempt, answer.identity, link) }
        : answer,
    link: link && tenant ? { id: link.id, feature: tenant.feature, isSuspended: link.suspendedAt !== null } : null,
    knownEpoch,
    user,
    session: whose(session, user, agreed),
  }
}

function whose(session: HostSession | null, user: LocalUser | null, agreed: string | null): SignInFacts['session'] {
  if (session === null) return 'none'
  if (session.userId === user?.id) return 'same'
  return session.id === agreed ? 'agreed' : 'other'
}

interface Member {
  readonly link: ActiveLink
  readonly userLink: UserLink
  readonly user: LocalUser
  readonly identity: Identity
}

async function beginSession<Tx>(
  kit: Kit<Tx>,
  records: Records,
  tx: Tx,
  attempt: SignInAttempt,
  { session: former }: Browser,
  { link, userLink, user, identity }: Member,
): Promise<SignInOutcome> {
  const at = kit.now()
  const { tenantId, userId } = userLink
  const path = attempt.target ?? kit.paths.home
  await consume(kit, records, attempt, { userId, path })
  const session: ProductSession = {
    id: newId('pse'),
    tenantId,
    userId,
    linkId: link.id,
    issuer: kit.issuer,
    organizationId: identity.organizationId,
    subject: identity.subject,
    sid: identity.sid,
    memberEpoch: identity.memberEpoch,
    issuedAt: identity.issuedAt,
    startedAt: at,
    seenAt: at,
    expiresAt: at + kit.lifetimes.session * 1000,
    apps: null,
  }
  if (former?.productSessionId) await records.sessions.delete(former.productSessionId)
  await records.sessions.insert(session)
  await records.userLinks.noteUse(userLink.id, at, identity)
  if (identity.organizationName !== link.organizationName) {
    await records.tenantLinks.noteOrganizationName(link.id, identity.organizationName)
  }
  const entry = { auditId: attempt.auditId, at, action: 'signed_in', tenantId, userId, linkId: link.id } as const
  await records.audit.write({ ...entry, ...doneBy(doerOf(user)) })
  const replaces = former?.id ?? null
  const begun = { tenantId, userId, productSessionId: session.id, replaces }
  // What waited for an answer (A28) may have been written down by the version before, which did not note it.
  const authenticatedAt = identity.authenticatedAt ?? null
  const { cookies } = await kit.sessions.begin(tx, { ...begun, authenticatedAt })
  return { kind: 'done', path, cookies, session }
}

/** @throws {Refusal} `attempt_invalid` */
export async function consume(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  attempt: Attempt,
  landing: { readonly userId: string; readonly path: string } | null,
): Promise<void> {
  const at = kit.now()
  // One that waits for an answer is there already; any other sign-in is not, and its first use is what keeps it.
  const isKept = attempt.kind !== 'sign_in' || (await records.attempts.find(attempt.id)) !== null
  const isFirst = isKept
    ? await records.attempts.consume(attempt.id, at, landing)
    : await records.attempts.keep({ ...attempt, consumedAt: at, landing }, at)
  if (!isFirst) throw new Refusal('attempt_invalid')
}

/** Display texts for the wording; where the organization lives in another region, the way there. */
function detailsOf({ product }: Pick<Kit<unknown>, 'product'>, identity: Identity): Record<string, string> {
  const { organizationName: organization, accountName: account, linkedElsewhere } = identity
  if (!linkedElsewhere) return { organization, account }
  const { deployment, url } = linkedElsewhere
  const region = deployment.startsWith(`${product.module}-`) ? deployment.slice(product.module.length + 1) : deployment
  return { organization, account, url, region: region.toUpperCase() }
}
