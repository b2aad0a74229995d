import { inTransaction } from '@lanyard/storage'
import { readRegistration, registerClient, type Registration } from '../../catalogue/clients/register-client.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { getOrganization } from './find-organization.ts'

export interface ClientRequest extends Registration {
  readonly by: ActorOf<'client.add'>
}

/**
 * Registers a client that is no module of the suite, for one organization or for all of them.
 *
 * @returns its id, and its secret where it has one: said this once, kept as a hash
 * @throws {Refusal} `client_invalid` with `field`, `name_invalid`, `organization_invalid`
 */
export async function addClient(
  hub: Pick<Hub, 'db' | 'now'>,
  request: ClientRequest,
): Promise<{ readonly id: string; readonly secret: string | null }> {
  const { client, secret } = readRegistration(request)
  const { id, name, organization } = client
  return inTransaction(hub, async (hub) => {
    if (organization !== null) await getOrganization(hub, organization)
    await registerClient(hub, client)
    await recordAct(hub, {
      auditId: newId('aud'),
      organization,
      actor: request.by,
      action: 'client.add',
      subject: id,
      details: { name },
    })
    return { id, secret }
  })
}
