import type { Kysely } from 'kysely'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { DeploymentId, MemberId, ModuleId, OrganizationId } from '../../ids.ts'

export async function listOfOrganization(
  db: Kysely<Ledger>,
  organization: OrganizationId,
): Promise<Map<ModuleId, DeploymentId>> {
  const rows = await db
    .selectFrom('organization_module_urls')
    .select(['module', 'deployment'])
    .where('organization', '=', organization)
    .execute()
  return new Map(rows.map((row) => [row.module, row.deployment]))
}

export async function listOfMember(db: Kysely<Ledger>, member: MemberId): Promise<Map<ModuleId, DeploymentId>> {
  const rows = await db
    .selectFrom('member_module_urls')
    .select(['module', 'deployment'])
    .where('member', '=', member)
    .execute()
  return new Map(rows.map((row) => [row.module, row.deployment]))
}

export async function setOfOrganization(
  db: Kysely<Ledger>,
  row: {
    readonly organization: OrganizationId
    readonly module: ModuleId
    readonly deployment: DeploymentId
    readonly set_at: Instant
    readonly set_by: Actor
  },
): Promise<void> {
  const { deployment, set_at, set_by } = row
  await db
    .insertInto('organization_module_urls')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organization', 'module']).doUpdateSet({ deployment, set_at, set_by }))
    .execute()
}

export async function clearOfOrganization(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  module: ModuleId,
): Promise<void> {
  await db
    .deleteFrom('organization_module_urls')
    .where('organization', '=', organization)
    .where('module', '=', module)
    .execute()
}

export async function setOfMember(
  db: Kysely<Ledger>,
  row: {
    readonly member: MemberId
    readonly module: ModuleId
    readonly deployment: DeploymentId
    readonly set_at: Instant
  },
): Promise<void> {
  const { deployment, set_at } = row
  await db
    .insertInto('member_module_urls')
    .values(row)
    .onConflict((conflict) => conflict.columns(['member', 'module']).doUpdateSet({ deployment, set_at }))
    .execute()
}

export async function clearOfMember(db: Kysely<Ledger>, member: MemberId, module: ModuleId): Promise<void> {
  await db.deleteFrom('member_module_urls').where('member', '=', member).where('module', '=', module).execute()
}
