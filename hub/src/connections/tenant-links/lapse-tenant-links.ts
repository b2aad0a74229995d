import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import type { EndedLink } from './tenant-link.ts'
import * as tenantLinks from './tenant-links-store.ts'

/** Ends every approval that its product did not confirm in time. No event: the product hears it when it confirms. */
export async function lapseTenantLinks(hub: Pick<Hub, 'db' | 'now'>): Promise<readonly EndedLink[]> {
  return inTransaction(hub, async (hub) => {
    const lapsed = await tenantLinks.endLapsed(hub.db, hub.now())
    for (const link of lapsed) {
      await recordAct(hub, {
        auditId: link.auditId,
        organization: link.organization,
        actor: 'hub',
        action: 'tenant_link.end',
        subject: link.id,
        details: { reason: link.endReason },
      })
    }
    return lapsed
  })
}
