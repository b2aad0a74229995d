import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import type { Psa } from '../psa.ts'
import { getTenantByCompany } from '../tenants/find-tenant.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { isInvited } from './invitation.ts'
import * as invitations from './invitation-store.ts'
import { mailAdmins } from './mail-admins.ts'

/**
 * Lets a tenant's admins connect it to the hub (A3), and tells them by mail. A request for it is answered by that; inviting
 * again undoes a withdrawal. A tenant that is invited already hears nothing more.
 *
 * @throws {Refusal} `tenant_not_found`
 */
export function inviteTenant(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'links' | 'words'>,
  { company }: { company: string },
): Promise<Tenant> {
  return inTransaction(psa, async (psa) => {
    const tenant = await getTenantByCompany(psa, company)
    if (!isInvited(await invitations.find(psa.db, tenant.id))) {
      await mailAdmins(psa, tenant, psa.words.mails.invitationGiven)
    }
    await invitations.invite(psa.db, tenant.id, psa.now())
    await invitations.deleteRequest(psa.db, tenant.id)
    await recordAct(psa, { tenant: tenant.id, actor: 'operator', act: 'invitation.given', subject: tenant.id })
    return tenant
  })
}
