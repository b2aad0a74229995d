import type { HostSession, LocalUser } from '../api/host.ts'
import { doerOf, doneBy } from '../doer.ts'
import { isLive } from '../hold-session.ts'
import { detailsOfRefusal, type HubAnswer } from '../hub/hub-answer.ts'
import { newId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Identity, LinkingAttempt } from '../records/attempts.ts'
import type { Records } from '../records/store.ts'
import type { ActiveLink } from '../records/tenant-links.ts'
import type { UserLink } from '../records/user-links.ts'
import { findNamedLink } from '../tenant-links/find-named-link.ts'
import { EVERYONE, mayLink } from '../user-links/may-link.ts'
import { consume } from './finish-sign-in.ts'
import { holdProof } from './hold-proof.ts'
import type { Finished } from './outcome.ts'
import { type LinkUserFacts, routeLinkUser } from './route-link-user.ts'

/**
 * Decides an attempt to link a user and does what was decided in one commit. The user is the one whose live session
 * began it, never one that the browser or the hub names (T2, T14).
 *
 * @throws {Refusal} `attempt_invalid` when the attempt was used meanwhile; nothing is changed then
 */
export function finishLinkUser<Tx>(
  kit: Kit<Tx>,
  attempt: LinkingAttempt,
  answer: HubAnswer,
  session: HostSession,
): Promise<Finished> {
  return kit.store.transaction(async (records, tx) => {
    await records.attempts.hold(attempt.id)
    const { facts, link, user } = await gather(kit, records, tx, attempt, answer, session)
    const route = routeLinkUser(facts)
    if (route.to === 'linked' && answer.kind === 'token' && link) {
      const userLink = userLinkOf(kit, attempt, answer.identity, link)
      if (await records.userLinks.insert(userLink)) {
        return finish(kit, records, tx, attempt, userLink, user, session)
      }
    }
    if (answer.kind === 'token' || answer.kind === 'refused') await consume(kit, records, attempt, null)
    return {
      kind: 'refused',
      // A request that was a moment faster holds the user or the member now.
      code: route.to === 'settings' ? route.code : 'member_already_linked',
      path: kit.paths.mySettings,
      reference: answer.kind === 'refused' ? answer.reference : null,
      isOpen: answer.kind === 'silent',
      details: answer.kind === 'token' ? namesOf(answer.identity) : detailsOfRefusal(answer),
    }
  })
}

async function gather<Tx>(
  kit: Kit<Tx>,
  records: Records,
  tx: Tx,
  attempt: LinkingAttempt,
  answer: HubAnswer,
  session: HostSession,
) {
  const { tenantId, userId } = attempt
  const [user, tenant] = [await kit.users.find(tx, userId), await kit.tenants.find(tx, tenantId)]
  const policy = (await records.policies.find(tenantId)) ?? EVERYONE
  const facts = {
    attempt: (await isLive(kit, tx, session)) ? await holdProof(kit, records, answer) : 'unusable',
    answer: answer.kind === 'token' ? { ...answer, ...answer.identity } : answer,
    mayLink: mayLink(user, tenantId, policy),
    feature: tenant?.feature ?? 'off',
    link: null,
    knownEpoch: 0,
    userHeld: false,
    memberHeld: false,
  } as const
  if (answer.kind !== 'token') return { facts, link: null, user }

  const { organizationId, subject, memberEpoch } = answer.identity
  // MEMBER_EPOCH: what a proof says of its member holds for the sessions that they have already, refused or not.
  const knownEpoch = await records.memberEpochs.raise(kit.issuer, organizationId, subject, memberEpoch)
  await records.sessions.deleteBelowEpoch(kit.issuer, organizationId, subject, knownEpoch)
  const held = await records.tenantLinks.findHeldOfTenant(tenantId)
  const link = await records.tenantLinks.lockActive(kit.issuer, organizationId)
  const sameOrganization = link !== null && link.tenantId === tenantId
  const known: LinkUserFacts = {
    ...facts,
    answer: { ...answer, ...answer.identity, linkId: findNamedLink(kit, attempt, answer.identity, link) },
    // Of the tenant's own link, locked where it is the one that the proof is about.
    link:
      held?.state === 'active'
        ? { id: held.id, sameOrganization, isSuspended: (sameOrganization ? link : held).suspendedAt !== null }
        : null,
    knownEpoch,
    userHeld: (await records.userLinks.findOfUser(userId)) !== null,
    memberHeld:
      (await records.userLinks.findOfMember({ tenantId, issuer: kit.issuer, organizationId, subject })) !== null,
  }
  return { facts: known, link, user }
}

function userLinkOf(
  kit: Pick<Kit<unknown>, 'now' | 'issuer'>,
  { tenantId, userId }: LinkingAttempt,
  { organizationId, organizationName, subject, accountName, memberEpoch }: Identity,
  { id: linkId }: ActiveLink,
): UserLink & { readonly linkId: string } {
  return {
    id: newId('uln'),
    tenantId,
    userId,
    issuer: kit.issuer,
    organizationId,
    organizationName,
    subject,
    accountName,
    memberEpoch,
    state: 'active',
    linkId,
    linkedAt: kit.now(),
    lastUsedAt: null,
  }
}

async function finish<Tx>(
  kit: Kit<Tx>,
  records: Records,
  tx: Tx,
  attempt: LinkingAttempt,
  userLink: UserLink & { readonly linkId: string },
  user: LocalUser | null,
  session: HostSession,
): Promise<Finished> {
  const at = kit.now()
  const { tenantId, userId, auditId } = attempt
  const { linkId, accountName: account, organizationName: organization } = userLink
  const path = kit.paths.home
  await consume(kit, records, attempt, { userId, path })
  await records.reports.note(linkId, userLink.subject, 'linked', at)
  const by = doneBy(user ? doerOf(user) : { actor: `user:${userId}` }, { account, organization })
  await records.audit.write({ ...by, auditId, at, action: 'user_linked', tenantId, userId, linkId })
  const { id, cookies } = await renewSession(kit, tx, session)
  await kit.sessions.endOthers?.(tx, userId, id)
  const about = { tenantId, userLink: { id: userLink.id, userId } }
  return { kind: 'done', path, cookies, notice: { code: 'user_linked', details: namesOf(userLink), about } }
}

/** A new id at linking (T39); the one from before it is dead. */
export function renewSession<Tx>(kit: Kit<Tx>, tx: Tx, session: HostSession) {
  const { id: replaces, tenantId, userId, productSessionId } = session
  return kit.sessions.begin(tx, { tenantId, userId, productSessionId, replaces })
}

const namesOf = ({ organizationName, accountName }: Pick<Identity, 'organizationName' | 'accountName'>) => ({
  organization: organizationName,
  account: accountName,
})
