import { isActive, isAdmin } from '../employees/employee.ts'
import { listEmployees } from '../employees/list-employees.ts'
import { sendMail } from '../mail/send-mail.ts'
import type { Psa } from '../psa.ts'
import type { Tenant } from '../tenants/tenant.ts'

/** Tells each active admin of a tenant what the operator decided, in the transaction of the decision. */
export async function mailAdmins(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'links'>,
  tenant: Tenant,
  text: (name: string, tenant: string, link: string) => { readonly subject: string; readonly body: string },
): Promise<void> {
  const admins = (await listEmployees(psa, tenant.id)).filter((each) => isAdmin(each) && isActive(each))
  for (const { name, email } of admins)
    await sendMail(psa, { to: email, ...text(name, tenant.name, psa.links.hubSettings) })
}
