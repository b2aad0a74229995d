import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import { findEmployee } from '../employees/find-employee.ts'
import { permit, type Person } from '../employees/permit.ts'
import type { TenantId } from '../ids.ts'
import { insertRequest } from '../invitation-requests/invitation-requests.ts'
import { sendMail } from '../mail/send-mail.ts'
import type { Psa } from '../psa.ts'
import { findTenant } from '../tenants/find-tenant.ts'
import { findInvitation } from './find-invitation.ts'
import { isInvited } from './invitation.ts'

/**
 * Keeps an admin's request to be invited until the operator answers it, and tells the operator by mail where their address is
 * configured. Asking twice changes nothing and tells nothing. A user who stops being an admin meanwhile has asked nothing.
 *
 * @throws {Refusal} `not_an_admin`, `session_required`
 */
export async function requestInvitation(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'words'>,
  { tenant: id, by }: { readonly tenant: TenantId; readonly by: Person },
): Promise<void> {
  await inTransaction(psa, async (psa) => {
    const may = await permit(psa, 'invitation.requested', by, id)
    if (isInvited(await findInvitation(psa, id))) return
    if (!(await insertRequest(psa.db, id, by.user, psa.now()))) return
    await recordAct(psa, { tenant: id, ...may, subject: id })
    const { operatorMail: to, deployment } = psa.config
    const [tenant, admin] = [await findTenant(psa, id), await findEmployee(psa, by.user)]
    if (to === null || tenant === null || admin === null) return
    await sendMail(psa, {
      to,
      ...psa.words.mails.invitationRequested(tenant.name, tenant.company, deployment, admin.name),
    })
  })
}
