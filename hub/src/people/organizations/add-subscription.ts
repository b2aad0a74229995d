import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { ModuleId, OrganizationId } from '../../ids.ts'
import { getOrganization } from './find-organization.ts'
import { getModule, subscribe } from '../../catalogue/modules/catalogue.ts'

/**
 * Lets an organization use a module. Done twice it is as done once.
 *
 * @returns since when it might before; null where it is new
 * @throws {Refusal} `organization_invalid`, `module_url_invalid`
 */
export async function addSubscription(
  hub: Pick<Hub, 'db' | 'now'>,
  request: {
    readonly organization: OrganizationId
    readonly module: ModuleId
    readonly by: ActorOf<'subscription.add'>
  },
): Promise<Instant | null> {
  return inTransaction(hub, async (hub) => {
    const organization = await getOrganization(hub, request.organization)
    const module = await getModule(hub, request.module)
    const since = await subscribe(hub, { organization: organization.id, module: module.id })
    if (since !== null) return since
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: organization.id,
      actor: request.by,
      action: 'subscription.add',
      subject: module.id,
    })
    return null
  })
}
