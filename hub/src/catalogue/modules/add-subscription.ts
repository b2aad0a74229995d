import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { ModuleId, OrganizationId } from '../../ids.ts'
import { getOrganization } from '../../people/organizations/find-organization.ts'
import { getModule } from './catalogue.ts'
import * as catalogue from './catalogue-store.ts'

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
    const subscribed = await catalogue.subscribe(hub.db, organization.id, module.id, hub.now())
    if (!subscribed) return catalogue.subscribedSince(hub.db, organization.id, module.id)
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
