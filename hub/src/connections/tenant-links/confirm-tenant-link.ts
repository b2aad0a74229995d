import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import type { AuditId, DeploymentId, LinkId } from '../../ids.ts'
import { holdMember } from '../../people/members/find-member.ts'
import { nameDoer } from '../../people/members/name-doer.ts'
import { isActiveMaster } from '../../people/members/member.ts'
import { setLinkedModuleUrl } from '../module-urls/set-organization-module-url.ts'
import { holdMembers } from '../../people/organizations/lock-organization.ts'
import { answerLink } from './link-answer.ts'
import type { LinkAnswer } from './link-answer.ts'
import { notifyMasters } from './notify-masters.ts'
import type { ActiveLink, ApprovedLink } from './tenant-link.ts'
import * as tenantLinks from './tenant-links-store.ts'

/**
 * The product says that it holds the link: approved → active, and the organization's module URL leads to the tenant's
 * deployment from the same commit on (A11).
 *
 * CONFIRM_BY_CLIENT: `deployment` is whose credentials came with the request; a link of another one is unknown to it.
 * Whatever was asked, and however often, the answer is the state of the row afterwards: `active`, or `ended` where it
 * lapsed, its approver is no longer an active master, or it had ended before. (protocol.md, "confirm")
 */
export async function confirmTenantLink(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: { readonly id: LinkId; readonly deployment: DeploymentId; readonly auditId: AuditId },
): Promise<LinkAnswer> {
  return inTransaction(hub, async (hub) => {
    const link = await tenantLinks.find(hub.db, request.id)
    if (link?.state === 'approved' && link.deployment === request.deployment) await settle(hub, link, request.auditId)
    return answerLink(hub, request)
  })
}

async function settle(hub: Pick<Hub, 'db' | 'config' | 'now'>, link: ApprovedLink, auditId: AuditId): Promise<void> {
  await holdMembers(hub.db, link.organization)
  // HUB_RECHECKS_MASTER: the yes of a master counts only as long as they are one, here and until the commit.
  const approver = await holdMember(hub.db, link.approvedBy)
  const active = isActiveMaster(approver) ? await tenantLinks.activate(hub.db, link, hub.now()) : null
  if (active !== null) {
    await recordActivation(hub, active, auditId)
    return
  }
  const reason = isActiveMaster(approver) ? 'lapsed' : 'approver_not_master'
  const ending = { at: hub.now(), by: 'hub', reason } as const
  for (const ended of await tenantLinks.endApproved(hub.db, [link.id], ending)) {
    await recordAct(hub, {
      auditId,
      organization: ended.organization,
      actor: 'hub',
      action: 'tenant_link.end',
      subject: ended.id,
      details: { reason },
    })
  }
}

async function recordActivation(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  link: ActiveLink,
  auditId: AuditId,
): Promise<void> {
  const by = { actor: `member:${link.approvedBy}`, provenAt: link.approvedAt, session: null } as const
  await setLinkedModuleUrl(hub, { ...link, by, auditId })
  await recordAct(hub, {
    auditId,
    organization: link.organization,
    actor: `deployment:${link.deployment}`,
    action: 'tenant_link.confirm',
    subject: link.id,
  })
  await notifyMasters(hub, 'tenant_linked', link, { by: await nameDoer(hub, by.actor) })
}
