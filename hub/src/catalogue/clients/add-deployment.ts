import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { Deployment } from '../modules/module.ts'
import { putDeployment } from '../modules/put-deployment.ts'
import type { PublicJwk } from './client.ts'
import { registerDeploymentKeys } from './register-deployment-keys.ts'

/**
 * Adds a region of a module, or changes its origin and keys. Its id is its OAuth client id too.
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
  const { keys = [], by } = request
  return inTransaction(hub, async (hub) => {
    const { deployment, module } = await putDeployment(hub.db, request)
    const { id, origin } = deployment
    if (keys.length > 0) await registerDeploymentKeys(hub, { deployment: id, name: module.name, keys })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: by,
      action: 'deployment.add',
      subject: id,
      details: { origin },
    })
    return deployment
  })
}
