import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import { type Employee, isActive, isAdmin } from '../employees/employee.ts'
import { findEmployee } from '../employees/find-employee.ts'
import { insertRequest } from '../invitation-requests/invitation-requests.ts'
import { sendMail } from '../mail/send-mail.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { findTenant } from '../tenants/find-tenant.ts'
import { findInvitation } from './find-invitation.ts'
import { isInvited } from './invitation.ts'

/**
 * Keeps an admin's request to be invited until the operator answers it, and tells the operator by mail where their address is
 * configured. Asking twice changes nothing and tells nothing. A user who stops being an admin meanwhile has asked nothing.
 *
 * @throws {Refusal} `not_an_admin`
 */
export async function requestInvitation(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'words'>,
  admin: Employee,
): Promise<void> {
  await inTransaction(psa, async (psa) => {
    const now = await findEmployee(psa, admin.id)
    if (now === null || !isAdmin(now) || !isActive(now)) throw new Refusal('not_an_admin')
    if (isInvited(await findInvitation(psa, admin.tenant))) return
    if (!(await insertRequest(psa.db, admin.tenant, admin.id, psa.now()))) return
    await recordAct(psa, { tenant: admin.tenant, actor: admin.id, act: 'invitation.requested', subject: admin.tenant })
    const { operatorMail: to, deployment } = psa.config
    const tenant = await findTenant(psa, admin.tenant)
    if (to === null || tenant === null) return
    await sendMail(psa, {
      to,
      ...psa.words.mails.invitationRequested(tenant.name, tenant.company, deployment, admin.name),
    })
  })
}
