import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import type { AuditId, DeploymentId, LinkId } from '../../ids.ts'
import { getDeployment } from '../../catalogue/modules/catalogue.ts'
import { noteEnded } from '../../delivery/product-sessions/note-ended.ts'
import { answerLink } from './link-answer.ts'
import type { LinkAnswer } from './link-answer.ts'
import { notifyMasters } from './notify-masters.ts'
import * as tenantLinks from './tenant-links-store.ts'

/**
 * The product ends a link that it switched off or gave up, by its id and nothing else. Afterwards that id has ended,
 * for good: also one that no one has approved yet, so that a master who presses Connect late finds it closed.
 *
 * A link of another deployment is unknown here: the answer is the same, and nothing happens. (protocol.md, "end")
 *
 * @throws {Refusal} `deployment_invalid`
 */
export async function endTenantLink(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: { readonly id: LinkId; readonly deployment: DeploymentId; readonly auditId: AuditId },
): Promise<LinkAnswer> {
  return inTransaction(hub, async (hub) => {
    const { module } = await getDeployment(hub, request.deployment)
    const by = `deployment:${request.deployment}` as const
    const ending = { at: hub.now(), by, reason: 'ended_by_product' } as const
    const buried = await tenantLinks.bury(hub.db, { ...request, module }, ending)
    const ended = buried ? null : await tenantLinks.endHeld(hub.db, request, ending)
    if (buried || ended !== null) {
      await recordAct(hub, {
        auditId: request.auditId,
        organization: ended?.organization ?? null,
        actor: by,
        action: 'tenant_link.end',
        subject: request.id,
        details: { reason: 'ended_by_product' },
      })
    }
    if (ended !== null && ended.activatedAt !== null) {
      await noteEnded(hub, ended)
      await notifyMasters(hub, 'tenant_unlinked', ended, { inProduct: true })
    }
    return answerLink(hub, request)
  })
}
