import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { getOrganization } from '../organizations/find-organization.ts'
import { Refusal } from '../../refusal.ts'

/**
 * As long as an organization is suspended everyone of it counts as inactive, so no one's status or role is changed: it
 * could not be told who the last master is. The caller holds the lock of `lockMembers`.
 *
 * @throws {Refusal} `organization_suspended`, `organization_invalid`
 */
export async function assertNotSuspended(hub: Pick<Hub, 'db'>, id: OrganizationId): Promise<void> {
  const { suspendedAt, name } = await getOrganization(hub, id)
  if (suspendedAt !== null) throw new Refusal('organization_suspended', { organization: name })
}
