import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { DeploymentId, OrganizationId } from '../../ids.ts'

/** Deployments that an organization has an active link with, in the order in which feeds are locked. It only reads. */
export async function listLinked(db: Kysely<Ledger>, organization: OrganizationId): Promise<DeploymentId[]> {
  const rows = await db
    .selectFrom('tenant_links')
    .select('deployment')
    .where('organization', '=', organization)
    .where('state', '=', 'active')
    .orderBy('deployment')
    .execute()
  return rows.map((row) => row.deployment)
}
