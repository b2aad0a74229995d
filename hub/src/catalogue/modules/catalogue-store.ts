import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import type { DeploymentId, ModuleId, OrganizationId } from '../../ids.ts'
import { toDeployment } from './deployment-row.ts'
import type { Deployment, Module } from './module.ts'

export async function upsertModule(db: Kysely<Ledger>, module: Module): Promise<void> {
  await db
    .insertInto('modules')
    .values(module)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: module.name, position: module.position }))
    .execute()
}

export async function listModules(db: Kysely<Ledger>): Promise<Module[]> {
  return db.selectFrom('modules').selectAll().orderBy('position').orderBy('id').execute()
}

export async function findModule(db: Kysely<Ledger>, id: ModuleId): Promise<Module | null> {
  return (await db.selectFrom('modules').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function upsertDeployment(db: Kysely<Ledger>, deployment: Deployment): Promise<void> {
  await db
    .insertInto('deployments')
    .values(deployment)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ origin: deployment.origin }))
    .execute()
  await db
    .insertInto('hub_feeds')
    .values({
      deployment: deployment.id,
      last: 0,
      pruned_to: 0,
      hinted_to: 0,
      acknowledged_to: 0,
      alarmed_to: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findDeployment(hub: Pick<Hub, 'db' | 'config'>, id: DeploymentId): Promise<Deployment | null> {
  const row = await hub.db.selectFrom('deployments').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toDeployment(hub, row) : null
}

export async function listDeployments(hub: Pick<Hub, 'db' | 'config'>): Promise<Deployment[]> {
  const rows = await hub.db.selectFrom('deployments').selectAll().execute()
  return rows.map((row) => toDeployment(hub, row)).sort(byRegion)
}

export async function subscribe(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  module: ModuleId,
  since: Instant,
): Promise<boolean> {
  const row = await db
    .insertInto('subscriptions')
    .values({ organization, module, since })
    .onConflict((conflict) => conflict.doNothing())
    .returning('module')
    .executeTakeFirst()
  return row !== undefined
}

export async function subscribedSince(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  module: ModuleId,
): Promise<Instant> {
  const query = db.selectFrom('subscriptions').select('since').where('organization', '=', organization)
  return (await query.where('module', '=', module).executeTakeFirstOrThrow()).since
}

export async function listSubscribed(db: Kysely<Ledger>, organization: OrganizationId): Promise<Set<ModuleId>> {
  const rows = await db.selectFrom('subscriptions').select('module').where('organization', '=', organization).execute()
  return new Set(rows.map((row) => row.module))
}

const order: Readonly<Record<Deployment['region'], number>> = { us: 0, uk: 1, apac: 2 }

function byRegion(one: Deployment, other: Deployment): number {
  return one.module.localeCompare(other.module) || order[one.region] - order[other.region]
}
