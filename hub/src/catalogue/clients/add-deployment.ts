import { readOrigin } from '@lanyard/running'
import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { PublicJwk } from './client.ts'
import { registerDeploymentKeys } from './register-deployment-keys.ts'
import type { Hub } from '../../hub.ts'
import { isDeploymentId, isModuleId, newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import * as catalogue from '../modules/catalogue-store.ts'
import { regions } from '../modules/module.ts'
import type { Deployment } from '../modules/module.ts'

/**
 * Adds a region of a module, or changes its origin and keys. Its id, `MODULE-REGION`, is its OAuth client id too.
 *
 * @param request.origin null where the configuration says it (`LANYARD_ORIGINS`)
 * @param request.keys the public keys that it signs its requests with; without them it stays as registered before
 * @throws {Refusal} `deployment_invalid` (unknown module or region, no origin), `client_invalid` (a key that is not
 *   public)
 */
export async function addDeployment(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: {
    readonly module: string
    readonly region: string
    readonly origin: string | null
    readonly keys?: readonly PublicJwk[]
    readonly by: ActorOf<'deployment.add'>
  },
): Promise<Deployment> {
  const { module, region: name, origin, keys = [] } = request
  const id = `${module}-${name}`
  const region = regions.find((known) => known === name)
  if (region === undefined) throw new Refusal('deployment_invalid', { deployment: id, cause: 'region', given: name })
  if (!isModuleId(module) || !isDeploymentId(id)) {
    throw new Refusal('deployment_invalid', { deployment: id, cause: 'module', given: module })
  }
  if (origin !== null) assertOrigin(id, origin)
  return inTransaction(hub, async (hub) => {
    const known = await catalogue.findModule(hub.db, module)
    if (known === null) throw new Refusal('deployment_invalid', { deployment: id, cause: 'module', given: module })
    const deployment: Deployment = { id, module, region, origin }
    await catalogue.upsertDeployment(hub.db, deployment)
    if (keys.length > 0) await registerDeploymentKeys(hub, { deployment: id, name: known.name, keys })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: request.by,
      action: 'deployment.add',
      subject: id,
      details: { origin },
    })
    return deployment
  })
}

function assertOrigin(deployment: string, origin: string): void {
  try {
    readOrigin(origin)
  } catch (cause) {
    const given = cause instanceof Error ? cause.message : ''
    throw new Refusal('deployment_invalid', { deployment, cause: 'origin', given })
  }
}
