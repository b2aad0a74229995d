import type { HostSession, LocalUser } from '../api/host.ts'
import { doerOf, doneBy } from '../doer.ts'
import { isLive } from '../hold-session.ts'
import { detailsOfRefusal, type HubAnswer } from '../hub/hub-answer.ts'
import type { Kit } from '../kit.ts'
import type { Identity, LinkingAttempt } from '../records/attempts.ts'
import type { Records } from '../records/store.ts'
import type { PendingLink, TenantLink } from '../records/tenant-links.ts'
import { confirmLink, recheckLink } from '../tenant-links/confirm-link.ts'
import { oweEnd } from '../tenant-links/end-link.ts'
import { isEmployeeOf } from '../user-links/may-link.ts'
import { renewSession } from './finish-link-user.ts'
import { consume } from './finish-sign-in.ts'
import { holdProof } from './hold-proof.ts'
import type { Finished } from './outcome.ts'
import { routeLinkTenant } from './route-link-tenant.ts'

/** Milliseconds that the callback has to confirm by itself before a round does it. */
const FIRST_RETRY = 1000

/** As often is a place tried for that a person takes at the same moment. */
const ROUNDS = 3

/**
 * Decides an attempt to link a tenant. Either the link is pending and the attempt used in one commit, and the hub is
 * asked to confirm at once; or the attempt is used and an end owed in one commit, for a master may have approved.
 *
 * @throws {Refusal} `attempt_invalid` when the attempt was used meanwhile; nothing is changed then
 */
export async function finishLinkTenant<Tx>(
  kit: Kit<Tx>,
  attempt: LinkingAttempt,
  answer: HubAnswer,
  session: HostSession,
): Promise<Finished> {
  let asked: string | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const step: Step = await takePlace(kit, attempt, answer, session, asked)
    if (step.kind === 'refused') return step
    if (step.kind === 'pending') return confirm(kit, step)
    // A12: the row in the way may have ended at the hub long ago. It is asked about once.
    await settleHolder(kit, step.holder)
    asked = step.holder.id
  }
  throw new Error('The place of a link changed hands more often than two links can explain.')
}

type Pending = { readonly kind: 'pending'; readonly link: PendingLink; readonly cookies: readonly string[] }
type Step = Extract<Finished, { kind: 'refused' }> | Pending | { readonly kind: 'held'; readonly holder: TenantLink }

function takePlace<Tx>(
  kit: Kit<Tx>,
  attempt: LinkingAttempt,
  answer: HubAnswer,
  session: HostSession,
  asked: string | null,
): Promise<Step> {
  return kit.store.transaction(async (records, tx): Promise<Step> => {
    const { tenantId, userId } = attempt
    await records.attempts.hold(attempt.id)
    // CHECKS_AT_COMMIT: role, feature and places as they are now, not as they were at the start.
    const admin = await kit.users.find(tx, userId)
    const tenant = await kit.tenants.find(tx, tenantId)
    const own = await records.tenantLinks.findHeldOfTenant(tenantId)
    const holder = answer.kind === 'token' ? await findHolder(kit, records, answer.identity) : null
    const route = routeLinkTenant({
      attempt: (await isLive(kit, tx, session)) ? await holdProof(kit, records, answer) : 'unusable',
      answer: answer.kind === 'token' ? { ...answer, ...answer.identity } : answer,
      admin: isEmployeeOf(admin, tenantId) && admin.admin,
      feature: tenant?.feature ?? 'off',
      tenantHeld: own !== null,
      organization: holder === null ? 'free' : holder.id === asked ? 'asked' : 'held',
    })
    if (route.to === 'ask_hub' && holder) return { kind: 'held', holder }
    if (route.to === 'pending' && answer.kind === 'token') {
      const link = pendingLink(kit, attempt, answer.identity, admin?.name ?? '')
      if (await records.tenantLinks.takePlace(link)) {
        const at = kit.now()
        await consume(kit, records, attempt, { userId, path: kit.paths.tenantSettings })
        const { auditId, id: linkId } = link
        const by = entryOf(attempt, admin, answer.identity)
        await records.audit.write({ ...by, auditId, at, action: 'tenant_link_pending', tenantId, userId, linkId })
        const { id, cookies } = await renewSession(kit, tx, session)
        // A user link is on its way (T9); "Connect only" changes nothing about how the admin logs in.
        if (link.member) await kit.sessions.endOthers?.(tx, userId, id)
        return { kind: 'pending', link, cookies }
      }
    }
    const code = route.to === 'settings' ? route.code : 'tenant_already_linked'
    if (answer.kind === 'token' || answer.kind === 'refused') await consume(kit, records, attempt, null)
    if (answer.kind === 'token') await refuse(kit, records, attempt, admin, answer.identity, code)
    return {
      kind: 'refused',
      code,
      path: kit.paths.tenantSettings,
      reference: answer.kind === 'refused' ? answer.reference : null,
      isOpen: answer.kind === 'silent',
      details: detailsOf(answer, own),
    }
  })
}

function findHolder(kit: Pick<Kit<unknown>, 'issuer'>, records: Records, { organizationId }: Identity) {
  return records.tenantLinks.findHeldOfOrganization(kit.issuer, organizationId)
}

function pendingLink(
  kit: Pick<Kit<unknown>, 'issuer' | 'now'>,
  attempt: LinkingAttempt,
  { organizationId, organizationName, subject, accountName, memberEpoch, linkUser }: Identity,
  adminName: string,
): PendingLink {
  const at = kit.now()
  return {
    id: attempt.id,
    tenantId: attempt.tenantId,
    issuer: kit.issuer,
    organizationId,
    organizationName,
    adminUserId: attempt.userId,
    adminName,
    member: linkUser ? { subject, accountName, epoch: memberEpoch } : null,
    auditId: attempt.auditId,
    pendingAt: at,
    state: 'pending',
    tries: 0,
    nextTryAt: at + FIRST_RETRY,
  }
}

/** The hub may hold an approval of this id by now, so it is owed the end (CANCEL_OWES_END). */
async function refuse(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  attempt: LinkingAttempt,
  admin: LocalUser | null,
  identity: Identity,
  code: string,
): Promise<void> {
  const at = kit.now()
  const { id: linkId, tenantId, userId, auditId } = attempt
  await oweEnd(records, at, { linkId, tenantId, organizationName: identity.organizationName, auditId })
  const entry = { auditId, at, action: 'tenant_link_refused', tenantId, userId, linkId, details: { code } } as const
  await records.audit.write({ ...entry, ...entryOf(attempt, admin, identity) })
}

/** Who did it, also where they are no user any more, and with which organization. */
function entryOf(
  { userId }: LinkingAttempt,
  admin: LocalUser | null,
  { organizationName: organization }: Pick<Identity, 'organizationName'>,
) {
  return doneBy(admin ? doerOf(admin) : { actor: `user:${userId}` }, { organization })
}

function detailsOf(answer: HubAnswer, own: TenantLink | null): Readonly<Record<string, string>> {
  if (own) return { organization: own.organizationName }
  if (answer.kind !== 'token') return detailsOfRefusal(answer)
  return { organization: answer.identity.organizationName, account: answer.identity.accountName }
}

async function settleHolder<Tx>(kit: Kit<Tx>, holder: TenantLink): Promise<void> {
  if (holder.state === 'pending') await confirmLink(kit, holder)
  if (holder.state === 'active') await recheckLink(kit, holder)
}

/** The hub's answer to the confirmation, as far as it came. The link finishes by itself where it did not. */
async function confirm<Tx>(kit: Kit<Tx>, { link, cookies }: Pending): Promise<Finished> {
  await confirmLink(kit, link)
  kit.wake()
  const { tenantLinks, userLinks } = kit.store.records
  const now = await tenantLinks.find(link.id)
  const path = kit.paths.tenantSettings
  const details = { organization: link.organizationName, ...(link.member ? { account: link.member.accountName } : {}) }
  if (now?.state === 'ended') {
    // The session's id was renewed with the attempt, so its cookies go out with the refusal too.
    const code = now.endedReason === 'approver_not_master' ? 'not_a_master' : 'attempt_invalid'
    return { kind: 'refused', code, path, details, cookies }
  }
  const about = { tenantId: link.tenantId, tenantLinkId: link.id }
  if (now?.state !== 'active') return { kind: 'done', path, cookies, notice: { code: 'connecting', details, about } }
  const own = await userLinks.findOfUser(link.adminUserId)
  const notice =
    own?.linkId === link.id
      ? ({ code: 'tenant_and_user_linked', about: { ...about, userLink: { id: own.id, userId: own.userId } } } as const)
      : ({ code: 'tenant_linked', about } as const)
  return { kind: 'done', path, cookies, notice: { ...notice, details } }
}
