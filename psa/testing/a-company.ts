import { hashPassword } from '@lanyard/guard'
import type { Person } from '../src/employees/permit.ts'
import { createContact } from '../src/contacts/create-contact.ts'
import type { Contact } from '../src/contacts/contact.ts'
import { createEmployee, type EmployeeToCreate } from '../src/employees/create-employee.ts'
import type { Employee } from '../src/employees/employee.ts'
import { inviteTenant } from '../src/invitations/invite-tenant.ts'
import { setPassword } from '../src/passwords/set-password.ts'
import type { Psa } from '../src/psa.ts'
import { beginSession } from '../src/sessions/begin-session.ts'
import { createTenant } from '../src/tenants/create-tenant.ts'
import type { Tenant } from '../src/tenants/tenant.ts'

/** What everyone in these tests logs in with. */
export const PASSWORD = 'lanyard-test-password'

/** A company with an admin and a technician, `admin` and `tech`, and a contact of a client. */
export interface TestCompany {
  readonly tenant: Tenant
  readonly admin: Employee
  readonly tech: Employee
  readonly contact: Contact
}

export async function aCompany(
  psa: Psa,
  { company = 'alder', invited = true }: { company?: string; invited?: boolean } = {},
): Promise<TestCompany> {
  const tenant = await createTenant(psa, { company, name: `${company} MSP` })
  if (invited) await inviteTenant(psa, { company })
  const admin = await anEmployee(psa, tenant, { username: 'admin', role: 'admin' })
  const tech = await anEmployee(psa, tenant, { username: 'tech' })
  const contact = await createContact(psa, {
    tenant: tenant.id,
    name: 'Connie Client',
    email: `contact@${company}.example`,
    client: 'Client Ltd',
    by: 'operator',
  })
  await givePassword(psa, contact)
  return { tenant, admin, tech, contact }
}

/** An admin who has just logged in. */
export async function asAdmin(psa: Psa, { id: user, tenant }: Employee): Promise<Person> {
  const provenAt = psa.now()
  const { session } = await beginSession(psa, { tenant, user, productSessionId: null, replaces: null, provenAt })
  return { user, session: session.id, provenAt }
}

/** An employee with the tests' password, or with none yet. */
export async function anEmployee(
  psa: Psa,
  tenant: Tenant,
  { hasPassword = true, ...request }: Partial<EmployeeToCreate> & { username: string; hasPassword?: boolean },
): Promise<Employee> {
  const employee = await createEmployee(psa, {
    tenant: tenant.id,
    name: `The ${request.username}`,
    email: `${request.username}@${tenant.company}.example`,
    role: 'technician',
    by: 'operator',
    ...request,
  })
  if (hasPassword) await givePassword(psa, employee)
  return employee
}

let hash: Promise<string> | undefined

/** Whether the password may be chosen is asked by no one, and it is hashed once: both took a tenth of all tests. */
async function givePassword(psa: Psa, { id: user }: Employee | Contact): Promise<void> {
  await setPassword(psa, { user, hash: await (hash ??= hashPassword(PASSWORD)) })
}
