/**
 * A node of the hub that does nothing but approve: opens the hub that it is told of, says that it is ready, and on the
 * next word approves everything at once.
 */
import { once } from 'node:events'
import process from 'node:process'
import { Refusal } from '@lanyard/hub/src/refusal.ts'
import { approveTenantLink } from '@lanyard/hub/src/connections/tenant-links/approve-tenant-link.ts'
import { openHub } from '@lanyard/suite/src/open-parts.ts'
import type { ApprovalJob, ApprovalOutcome } from './approvals.ts'

const [job] = (await once(process, 'message')) as [ApprovalJob]
{
  await using hub = await openHub(job.environment)
  // The first query opens what a pool opens late.
  await hub.db.selectFrom('tenant_links').select('id').limit(1).execute()
  process.send?.('ready')
  await once(process, 'message')
  const approvals = job.requests.map(async (request): Promise<ApprovalOutcome> => {
    try {
      const { id } = await approveTenantLink(hub, {
        request,
        approvedBy: job.approvedBy,
        linksUser: false,
        sessionUid: null,
      })
      return { approved: id }
    } catch (error) {
      return error instanceof Refusal ? { refused: error.code } : { failed: String(error) }
    }
  })
  process.send?.(await Promise.all(approvals))
}
process.channel?.unref()
