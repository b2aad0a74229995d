import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { OrganizationId } from '../../ids.ts'
import { endDelegations } from './end-delegations.ts'
import { lockAccountsOfActive } from '../../people/members/lock-accounts-of-active.ts'
import { endTermsOfActive } from '../../people/members/raise-epochs.ts'
import { endLinksOfLeavers } from './end-links-of-leavers.ts'
import { endProductSessions } from '../../delivery/product-sessions/end-product-sessions.ts'
import type { Organization } from '../../people/organizations/organization.ts'
import { setSuspended } from '../../people/organizations/set-suspended.ts'

interface Suspension {
  readonly organization: OrganizationId
  readonly by: `operator:${string}`
}

/**
 * Keeps everyone of an organization out: at the hub and of new sign-ins at once, of every session that its members have
 * in products by their new epochs, all in one commit. People stay in their other organizations. Links, members and
 * what products call their own login stay as they are. One that is suspended stays so.
 *
 * @returns how many active members it keeps out; null where it was suspended before
 * @throws {Refusal} `organization_invalid`
 */
export async function suspendOrganization(
  hub: Pick<Hub, 'db' | 'now'>,
  { organization: id, by }: Suspension,
): Promise<number | null> {
  return inTransaction(hub, async (hub) => {
    await lockAccountsOfActive(hub, id)
    if ((await setSuspended(hub, id, true)) === null) return null
    const auditId = newId('aud')
    const shut = await endTermsOfActive(hub, id)
    await endProductSessions(hub, shut, { reason: 'deactivated', auditId })
    const masters = shut.filter(({ role }) => role === 'master')
    await endDelegations(
      hub,
      masters.map(({ id }) => id),
      { organization: id, auditId },
    )
    await endLinksOfLeavers(
      hub,
      shut.map(({ account }) => account),
    )
    await recordAct(hub, {
      auditId,
      organization: id,
      actor: by,
      action: 'organization.suspend',
      subject: id,
      details: { members: shut.length },
    })
    return shut.length
  })
}

/**
 * Lets the people of a suspended organization sign in again, each by logging in again: what ended with the suspension does
 * not come back. Links stand as they did.
 *
 * @returns null where it was open before, which changes nothing
 * @throws {Refusal} `organization_invalid`
 */
export async function resumeOrganization(
  hub: Pick<Hub, 'db' | 'now'>,
  { organization: id, by }: Suspension,
): Promise<Organization | null> {
  return inTransaction(hub, async (hub) => {
    const resumed = await setSuspended(hub, id, false)
    if (resumed === null) return null
    const auditId = newId('aud')
    await recordAct(hub, { auditId, organization: id, actor: by, action: 'organization.resume', subject: id })
    return resumed
  })
}
