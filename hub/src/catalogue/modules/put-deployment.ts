import { readOrigin } from '@lanyard/running'
import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import { isDeploymentId, isModuleId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import * as catalogue from './catalogue-store.ts'
import { type Deployment, type Module, regions } from './module.ts'

/**
 * Adds a region of a module to the catalogue, or changes its origin, in the transaction of the caller. Its id is
 * `MODULE-REGION`.
 *
 * @param request.origin null where the configuration says it (`LANYARD_ORIGINS`)
 * @throws {Refusal} `deployment_invalid` (unknown module or region, no origin)
 */
export async function putDeployment(
  db: Kysely<Ledger>,
  request: { readonly module: string; readonly region: string; readonly origin: string | null },
): Promise<{ readonly deployment: Deployment; readonly module: Module }> {
  const { module: given, region: name, origin } = request
  const id = `${given}-${name}`
  const region = regions.find((known) => known === name)
  if (region === undefined) throw new Refusal('deployment_invalid', { deployment: id, cause: 'region', given: name })
  const module = isModuleId(given) ? await catalogue.findModule(db, given) : null
  if (module === null || !isDeploymentId(id)) {
    throw new Refusal('deployment_invalid', { deployment: id, cause: 'module', given })
  }
  if (origin !== null) assertOrigin(id, origin)
  const deployment: Deployment = { id, module: module.id, region, origin }
  await catalogue.upsertDeployment(db, deployment)
  return { deployment, module }
}

function assertOrigin(deployment: string, origin: string): void {
  try {
    readOrigin(origin)
  } catch (cause) {
    const given = cause instanceof Error ? cause.message : ''
    throw new Refusal('deployment_invalid', { deployment, cause: 'origin', given })
  }
}
