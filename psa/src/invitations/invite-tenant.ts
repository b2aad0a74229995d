import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import { deleteRequest } from '../invitation-requests/invitation-requests.ts'
import type { Psa } from '../psa.ts'
import { getTenantByCompany } from '../tenants/find-tenant.ts'
import { findInvitation } from './find-invitation.ts'
import * as invitations from './invitation-store.ts'
import { mailAdmins } from './mail-admins.ts'

/**
 * Lets a tenant's admins connect it to the hub (A3), and tells them by mail. A request for it is answered by that; inviting
 * again undoes a withdrawal. Where a tenant is invited already, nothing changes.
 *
 * @returns since when it was invited before; null where it is new
 * @throws {Refusal} `tenant_not_found`
 */
export function inviteTenant(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'links' | 'words'>,
  { company }: { company: string },
): Promise<number | null> {
  return inTransaction(psa, async (psa) => {
    const tenant = await getTenantByCompany(psa, company)
    const before = await findInvitation(psa, tenant.id)
    await deleteRequest(psa.db, tenant.id)
    if (before.state === 'invited') return before.at
    await mailAdmins(psa, tenant, psa.words.mails.invitationGiven)
    await invitations.invite(psa.db, tenant.id, psa.now())
    await recordAct(psa, { tenant: tenant.id, actor: 'operator', act: 'invitation.given', subject: tenant.id })
    return null
  })
}
