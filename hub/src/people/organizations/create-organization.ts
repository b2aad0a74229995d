import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { isOrganizationId, newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { readName } from '../../names.ts'
import type { Organization } from './organization.ts'
import * as organizations from './organizations-store.ts'

/**
 * Creates an organization; the operator does it, no one signs up (A5). It has no one until a first master is invited.
 *
 * @throws {Refusal} `organization_invalid` (malformed or taken id), `name_invalid`
 */
export async function createOrganization(
  hub: Pick<Hub, 'db' | 'now'>,
  request: { readonly id: string; readonly name: string; readonly by: ActorOf<'organization.create'> },
): Promise<Organization> {
  const { id } = request
  if (!isOrganizationId(id)) throw new Refusal('organization_invalid', { organization: id, cause: 'malformed' })
  const name = readName(request.name)
  return inTransaction(hub, async (hub) => {
    const organization = await organizations.insert(hub.db, { id, name, createdAt: hub.now() })
    if (organization === null) throw new Refusal('organization_invalid', { organization: id, cause: 'taken' })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: id,
      actor: request.by,
      action: 'organization.create',
      subject: id,
      details: { name },
    })
    return organization
  })
}
