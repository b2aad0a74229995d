import type { Hub } from '../../hub.ts'
import { listActiveMasters } from '../../people/members/list-members.ts'
import { getModule } from '../../catalogue/modules/catalogue.ts'
import type { LinkDoer } from '../../records/notices/notice.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { getOrganization } from '../../people/organizations/find-organization.ts'
import type { ActiveLink, EndedLink } from './tenant-link.ts'

/** Tells an organization's masters that a tenant was connected to it or disconnected from it, and by whom (T46). */
export async function notifyMasters(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  kind: 'tenant_linked' | 'tenant_unlinked',
  link: ActiveLink | EndedLink,
  doer: LinkDoer,
): Promise<void> {
  const organization = await getOrganization(hub, link.organization)
  const module = await getModule(hub, link.module)
  const details = {
    organization: organization.name,
    module: module.name,
    tenant: link.tenant.name,
    tenantId: link.tenant.id,
    ...doer,
  }
  for (const { email } of await listActiveMasters(hub, link.organization)) {
    await queueNotice(hub, email, { kind, details })
  }
}
