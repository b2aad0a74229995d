import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { permit } from '../../people/permits/permit.ts'
import { eraseNamesOf } from '../../records/audit/erase-names-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { forgetDevices } from '../../people/devices/forget-devices.ts'
import { removeFactors } from '../../people/factors/remove-factors.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import { assertAnotherMaster } from '../../people/members/assert-another-master.ts'
import { assertNotSuspended } from '../../people/members/assert-not-suspended.ts'
import { lockPlacesOf } from '../../people/members/lock-places.ts'
import { removePlaces } from './remove-member.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { eraseNamesOfInvited } from '../../people/invitations/erase-names-of-invited.ts'
import { endMailedLinks } from '../../people/mailed-links/end-mailed-links.ts'
import { removePassword } from '../../people/passwords/set-password.ts'
import { endHubSessionsOf } from '../../people/sessions/end-account-sessions.ts'
import { eraseAccountData } from '../../people/accounts/change-account.ts'
import { lockAccount } from '../../people/accounts/lock-account.ts'

/**
 * Deletes a person for good. Every session ends, at the hub and in every product, and with it every place in an
 * organization and every user link; password, factors and known browsers are forgotten; of the account its id is left, and no name
 * in the audit, so that what is written down about it still names one and the same, and no one else ever gets it (A25). All in one commit.
 *
 * @throws {Refusal} `credentials_invalid` (no such account), `last_master`, `organization_suspended`: of one of the
 *   account's organizations
 */
export async function deleteAccount(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { account: id, by }: { readonly account: AccountId; readonly by: ActorOf<'account.delete'> },
): Promise<void> {
  return inTransaction(hub, async (hub) => {
    const { username, email } = await lockAccount(hub.db, id)
    const places = (await lockPlacesOf(hub, id)).filter(({ status }) => status !== 'invited')
    for (const place of places) {
      await assertNotSuspended(hub, place.organization)
      await assertAnotherMaster(hub.db, place)
    }
    const auditId = newId('aud')
    await endHubSessionsOf(hub, { account: id, keep: null, auditId })
    const may = await permit(hub, 'member.remove', by, { organization: null })
    await removePlaces(hub, places, { may, auditId })
    await endMailedLinks(hub.db, [id], hub.now())
    await removeFactors(hub, id)
    await removePassword(hub.db, id)
    await forgetDevices(hub.db, id)
    await queueNotice(hub, email, { kind: 'account_deleted', details: { username } })
    await eraseAccountData(hub, id)
    await recordAct(hub, { auditId, organization: null, actor: by, action: 'account.delete', subject: id })
    await eraseNamesOf(hub, id)
    // Also as they were invited before, and did not come.
    for (const called of new Set([email, ...places.map((place) => place.email)]))
      await eraseNamesOfInvited(hub, { called, by, auditId })
  })
}
