import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { Organization } from './organization.ts'
import * as organizations from './organizations-store.ts'

export async function findOrganization(hub: Pick<Hub, 'db'>, id: OrganizationId): Promise<Organization | null> {
  return organizations.find(hub.db, id)
}

/** @throws {Refusal} `organization_invalid` */
export async function getOrganization(hub: Pick<Hub, 'db'>, id: OrganizationId): Promise<Organization> {
  const organization = await organizations.find(hub.db, id)
  if (organization === null) throw new Refusal('organization_invalid', { organization: id })
  return organization
}

/** By id; without ids, all of them. */
export async function listOrganizations(
  hub: Pick<Hub, 'db'>,
  ids?: readonly OrganizationId[],
): Promise<readonly Organization[]> {
  return organizations.list(hub.db, ids)
}
