import { inTransaction } from '@lanyard/storage'
import type { Caller } from '../../actor.ts'
import { permit } from '../permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { OrganizationId } from '../../ids.ts'
import { getOrganization } from './find-organization.ts'
import { lockMembers } from './lock-organization.ts'
import * as organizations from './organizations-store.ts'
import { assertWithinBounds, type SessionLimits } from './session-limits.ts'

/**
 * Says how long a sign-in session serves for an organization (A1). It holds at once: a session that has outlived the
 * new limits is asked for both factors when it next enters the organization, and goes on in the person's others.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `session_limit_invalid`, `organization_invalid`
 */
export async function setSessionLimits(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  request: SessionLimits & {
    readonly organization: OrganizationId
    /** How many people it logs out, as who asks has counted: the audit says so. */
    readonly loggedOut?: number
    readonly by: Caller
  },
): Promise<void> {
  const { organization, total, idle, loggedOut = null, by } = request
  await inTransaction(hub, async (hub) => {
    await lockMembers(hub.db, organization)
    const may = await permit(hub, 'organization.set_session_limits', by, { organization })
    assertWithinBounds(hub, { total, idle })
    const before = (await getOrganization(hub, organization)).sessionLimits
    if (before.total === total && before.idle === idle) return
    await organizations.setSessionLimits(hub.db, organization, { total, idle })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization,
      ...may,
      subject: organization,
      details: { total_before: before.total, total, idle_before: before.idle, idle, logged_out: loggedOut },
    })
  })
}
