import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { getOrganization } from './find-organization.ts'
import { lockMembers } from './lock-organization.ts'
import type { Organization } from './organization.ts'
import * as organizations from './organizations-store.ts'

/**
 * Suspends an organization, or resumes it, and locks its members until the commit. What follows for them is the caller's
 * to do in that commit.
 *
 * @returns null where it was suspended, or was not, before
 * @throws {Refusal} `organization_invalid`
 */
export async function setSuspended(
  hub: Pick<Hub, 'db' | 'now'>,
  id: OrganizationId,
  suspended: boolean,
): Promise<Organization | null> {
  await getOrganization(hub, id)
  await lockMembers(hub.db, id)
  return organizations.setSuspended(hub.db, id, suspended ? hub.now() : null)
}
