import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { OrganizationId } from '../../ids.ts'
import { readName } from '../../names.ts'
import { Refusal } from '../../refusal.ts'
import type { Organization } from './organization.ts'
import * as organizations from './organizations-store.ts'

/**
 * Changes what an organization is called. Links hold on its id and are not touched (A25). The name that it has already
 * changes nothing.
 *
 * @throws {Refusal} `organization_invalid`, `name_invalid`
 */
export async function renameOrganization(
  hub: Pick<Hub, 'db' | 'now'>,
  request: {
    readonly organization: OrganizationId
    readonly name: string
    readonly by: ActorOf<'organization.rename'>
  },
): Promise<Organization> {
  const name = readName(request.name)
  return inTransaction(hub, async (hub) => {
    const before = await organizations.find(hub.db, request.organization)
    if (before?.name === name) return before
    const organization = await organizations.rename(hub.db, request.organization, name)
    if (organization === null) throw new Refusal('organization_invalid', { organization: request.organization })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: organization.id,
      actor: request.by,
      action: 'organization.rename',
      subject: organization.id,
      details: { name },
    })
    return organization
  })
}
