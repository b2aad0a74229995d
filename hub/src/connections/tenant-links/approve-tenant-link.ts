import { inTransaction } from '@lanyard/storage'
import { findAccountById } from '../../people/accounts/find-account.ts'
import { findLinkingPause } from '../../people/accounts/find-linking-pause.ts'
import { holdAccount } from '../../people/accounts/lock-account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import type { MemberId } from '../../ids.ts'
import { getMember, holdMember } from '../../people/members/find-member.ts'
import type { ActiveMember, Member } from '../../people/members/member.ts'
import { isActiveMaster, isInactiveOrSuspended } from '../../people/members/member.ts'
import { getDeployment } from '../../catalogue/modules/catalogue.ts'
import type { Deployment } from '../../catalogue/modules/module.ts'
import { getOrganization } from '../../people/organizations/find-organization.ts'
import { Refusal } from '../../refusal.ts'
import { refuseHeld } from './refuse-held.ts'
import * as heldLinks from './held-links-store.ts'
import type { ApprovedLink, TenantLink, TenantLinkRequest } from './tenant-link.ts'
import * as tenantLinks from './tenant-links-store.ts'

export interface Approval {
  readonly request: TenantLinkRequest
  readonly approvedBy: MemberId
  /** "Connect and link me" rather than "Connect only". */
  readonly linksUser: boolean
  /**
   * A name for the hub session that this login opens, if it is to end with the ceremony ("Connect only"). The answer has
   * the name that counts.
   */
  readonly sessionUid: string | null
}

/** An insert loses its place only to a rival that has gone again by the time it is looked for; that cannot go on. */
const TRIES = 5

/**
 * A master says yes to a link between their organization and a tenant of a product.
 *
 * The product has the lifetime of an approval to confirm it; until then, and for as long as it is active, no other
 * tenant of that module can be approved for the organization, and no other organization for the tenant. When two
 * masters approve at once, one succeeds: the unique indexes decide, the holder's row words the refusal. Pressed twice,
 * it answers the same; an id that has come to an end is never approved again. (protocol.md, "approve")
 *
 * Any of several answers may be the one that the browser follows in the end. So each "Connect only" gets the one session
 * name that the row keeps, and no session is opened that does not end with the ceremony (A13).
 *
 * @throws {Refusal} `linking_paused`, `member_inactive`, `not_a_master`, `attempt_invalid`,
 *   `organization_already_linked`, `tenant_already_linked`, `deployment_invalid`
 */
export async function approveTenantLink(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  approval: Approval,
): Promise<ApprovedLink> {
  return inTransaction(hub, async (hub) => {
    await refusePaused(hub, approval.approvedBy)
    const master = await getApprover(hub, await holdMember(hub.db, approval.approvedBy))
    const deployment = await getDeployment(hub, approval.request.deployment)

    for (let tries = 0; tries < TRIES; tries++) {
      const seen = await tenantLinks.find(hub.db, approval.request.id)
      if (seen !== null) return sameApproval(hub, seen, approval, master)

      await endForerunners(hub, approval, master, deployment)
      const approved = await takePlace(hub, approval, master, deployment)
      if (approved !== null) return approved
      await refuseHeld(hub, approval.request, master.organization, deployment)
    }
    throw new Error(`No place for tenant link ${approval.request.id}, and nobody holds it`)
  })
}

/**
 * A reset of the approver's second factor waits for this commit, or this commit sees it.
 *
 * @throws {Refusal} `linking_paused`
 */
async function refusePaused(hub: Pick<Hub, 'db' | 'now'>, approver: MemberId): Promise<void> {
  const { account } = await getMember(hub, approver)
  const pause = account === null ? null : findLinkingPause(await holdAccount(hub.db, account), hub.now())
  if (pause !== null) throw pause
}

/** @throws {Refusal} `member_inactive`, `not_a_master` */
export async function getApprover(hub: Pick<Hub, 'db'>, member: Member): Promise<ActiveMember> {
  if (isActiveMaster(member)) return member
  const organization = await getOrganization(hub, member.organization)
  const account = member.account === null ? null : await findAccountById(hub, member.account)
  const names = { organization: organization.name, account: account?.username ?? member.email }
  throw new Refusal(isInactiveOrSuspended(member) ? 'member_inactive' : 'not_a_master', names)
}

/** HUB_TOMBSTONE: an id is approved once, ever; only the same yes, still standing, is repeated. */
async function sameApproval(
  hub: Pick<Hub, 'db' | 'now'>,
  seen: TenantLink,
  { request, linksUser, sessionUid }: Approval,
  master: Member,
): Promise<ApprovedLink> {
  const same =
    seen.state === 'approved' &&
    seen.lapsesAt > hub.now() &&
    seen.organization === master.organization &&
    seen.deployment === request.deployment &&
    seen.tenant.id === request.tenant.id
  if (!same) throw new Refusal('attempt_invalid')
  if (linksUser || sessionUid === null) return seen
  const named = await heldLinks.nameSession(hub.db, seen.id, sessionUid)
  if (named === null) throw new Refusal('attempt_invalid')
  return named
}

async function endForerunners(
  hub: Pick<Hub, 'db' | 'now'>,
  { request }: Approval,
  master: ActiveMember,
  deployment: Deployment,
): Promise<void> {
  const pair = {
    id: request.id,
    module: deployment.module,
    organization: master.organization,
    deployment: deployment.id,
    tenant: request.tenant.id,
  }
  for (const ended of await tenantLinks.endLapsedAndSuperseded(hub.db, pair, hub.now())) {
    await recordAct(hub, {
      auditId: ended.auditId,
      organization: ended.organization,
      actor: 'hub',
      action: 'tenant_link.end',
      subject: ended.id,
      details: { reason: ended.endReason },
    })
  }
}

async function takePlace(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { request, linksUser, sessionUid }: Approval,
  master: ActiveMember,
  deployment: Deployment,
): Promise<ApprovedLink | null> {
  const approved = await tenantLinks.takePlace(hub.db, {
    ...request,
    module: deployment.module,
    organization: master.organization,
    approvedBy: master.id,
    approvedAt: hub.now(),
    lapsesAt: hub.now() + hub.config.lifetimes.approval,
    linksUser,
    sessionUid: linksUser ? null : sessionUid,
  })
  if (approved === null) return null
  await recordAct(hub, {
    auditId: request.auditId,
    organization: master.organization,
    actor: `member:${master.id}`,
    action: 'tenant_link.approve',
    subject: request.id,
    details: { deployment: deployment.id, tenant: request.tenant.id, tenant_name: request.tenant.name },
  })
  return approved
}
