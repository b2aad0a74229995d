import { limitsFor } from '@lanyard/guard'
import { wordKey } from '@lanyard/text'
import { findContactByEmail } from '../contacts/find-contact.ts'
import type { Contact } from '../contacts/contact.ts'
import type { Employee } from '../employees/employee.ts'
import { findEmployeeByUsername } from '../employees/find-employee.ts'
import { takeTry } from '../limits/take-try.ts'
import type { Psa } from '../psa.ts'
import { findTenantByCompany } from '../tenants/find-tenant.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { mailForgottenLink } from './mail-reset-link.ts'

type Host = Pick<Psa, 'config' | 'db' | 'now' | 'links' | 'words' | 'backgroundTasks'>

/**
 * Mails an employee a link to set a password. Who there is, is looked up when the answer is on its way: neither what comes
 * back nor when tells whether there is such an employee (T29).
 *
 * @throws {Refusal} `too_many_attempts`, whether or not there is one
 */
export function requestEmployeeReset(
  psa: Host,
  { company, username, source }: { company: string; username: string; source: string },
): Promise<void> {
  return request(psa, { company, name: username, source }, (tenant) => findEmployeeByUsername(psa, tenant.id, username))
}

/** The same for a contact. @throws {Refusal} `too_many_attempts` */
export function requestContactReset(
  psa: Host,
  { company, email, source }: { company: string; email: string; source: string },
): Promise<void> {
  return request(psa, { company, name: email, source }, (tenant) => findContactByEmail(psa, tenant.id, email))
}

async function request(
  psa: Host,
  { company, name, source }: { company: string; name: string; source: string },
  find: (tenant: Tenant) => Promise<Employee | Contact | null>,
): Promise<void> {
  const typed = JSON.stringify([wordKey(company), wordKey(name)])
  await takeTry(psa, limitsFor('reset', typed, source))
  psa.backgroundTasks.send(async () => {
    const tenant = await findTenantByCompany(psa, company)
    const person = tenant && (await find(tenant))
    if (person?.deactivated === null) await mailForgottenLink(psa, person)
  })
}
