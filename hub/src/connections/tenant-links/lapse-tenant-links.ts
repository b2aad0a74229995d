import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import type { EndedLink } from './tenant-link.ts'
import * as tenantLinks from './tenant-links-store.ts'

/** Approvals that lapse in one transaction, which each writes an entry of the audit. */
const AT_ONCE = 100

/** Ends every approval that its product did not confirm in time. No event: the product hears it when it confirms. */
export async function lapseTenantLinks(
  hub: Pick<Hub, 'db' | 'now'>,
  signal?: AbortSignal,
): Promise<readonly EndedLink[]> {
  const all: EndedLink[] = []
  for (;;) {
    if (signal?.aborted) return all
    const lapsed = await lapseSome(hub)
    all.push(...lapsed)
    if (lapsed.length < AT_ONCE) return all
  }
}

async function lapseSome(hub: Pick<Hub, 'db' | 'now'>): Promise<readonly EndedLink[]> {
  return inTransaction(hub, async (hub) => {
    const lapsed = await tenantLinks.endLapsed(hub.db, hub.now(), AT_ONCE)
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
