import { findContactByEmail } from '../contacts/find-contact.ts'
import type { Contact } from '../contacts/contact.ts'
import type { Employee } from '../employees/employee.ts'
import { findEmployeeByUsername } from '../employees/find-employee.ts'
import { resetLimits } from '../limits/limit.ts'
import { takeTries } from '../limits/take-tries.ts'
import type { Psa } from '../psa.ts'
import { findTenantByCompany } from '../tenants/find-tenant.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { mailResetLink } from './mail-reset-link.ts'

type Host = Pick<Psa, 'db' | 'now' | 'links' | 'words'>

/**
 * Mails an employee a link to set a password. What comes back is the same whether or not there is such an employee.
 *
 * @throws {Refusal} `too_many_attempts`
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
  await takeTries(psa, resetLimits([company.trim().toLowerCase(), name.trim().toLowerCase()], source))
  const tenant = await findTenantByCompany(psa, company)
  const person = tenant && (await find(tenant))
  if (person?.deactivated === null) await mailResetLink(psa, person, 'forgotten')
}
