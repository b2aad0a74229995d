import { inTransaction } from '@lanyard/storage'
import { createContact } from '@lanyard/psa/src/contacts/create-contact.ts'
import type { Employee } from '@lanyard/psa/src/employees/employee.ts'
import { createEmployee } from '@lanyard/psa/src/employees/create-employee.ts'
import { deactivateEmployee } from '@lanyard/psa/src/employees/deactivate-employee.ts'
import { inviteTenant } from '@lanyard/psa/src/invitations/invite-tenant.ts'
import type { Psa } from '@lanyard/psa/src/psa.ts'
import type { Tenant } from '@lanyard/psa/src/tenants/tenant.ts'
import { createTenant } from '@lanyard/psa/src/tenants/create-tenant.ts'
import { closeTicket } from '@lanyard/psa/src/tickets/close-ticket.ts'
import { openTicket } from '@lanyard/psa/src/tickets/open-ticket.ts'
import { replyToTicket } from '@lanyard/psa/src/tickets/reply-to-ticket.ts'
import type { Viewer } from '@lanyard/psa/src/tickets/ticket.ts'
import { demoPassword } from './demo.ts'
import type { DemoEmployee, DemoTenant } from './demo.ts'
import type { SeededTenant } from './seeded-tenant.ts'
import { contactTickets, employeeTickets } from './tickets.ts'
import type { DemoTicket } from './tickets.ts'

const by = 'operator'

/** Makes a company of a PSA deployment, with its people and a few tickets, in one commit. */
export async function seedPsaTenant(psa: Psa, demo: DemoTenant): Promise<SeededTenant> {
  return inTransaction(psa, async (psa) => {
    const tenant = await createTenant(psa, demo)
    if (demo.invited) await inviteTenant(psa, demo)
    const employees = await Promise.all(demo.employees.map((employee) => seedEmployee(psa, tenant, employee)))
    const [first] = employees
    if (first) await seedTickets(psa, { id: first.id, tenant: tenant.id, client: null }, employeeTickets)
    if (demo.contact) {
      const contact = await createContact(psa, { ...demo.contact, tenant: tenant.id, password: demoPassword, by })
      await seedTickets(psa, { id: contact.id, tenant: tenant.id, client: contact.client }, contactTickets)
    }
    return { id: tenant.id, userIds: new Map(employees.map(({ username, id }) => [username, id])) }
  })
}

async function seedEmployee(psa: Psa, { id, company }: Tenant, demo: DemoEmployee): Promise<Employee> {
  const { username, name, role, inactive, passwordless } = demo
  const email = `${username}@${company}.example`
  const password = passwordless ? undefined : demoPassword
  const employee = await createEmployee(psa, { tenant: id, username, name, email, role, password, by })
  if (inactive) await deactivateEmployee(psa, { employee, by })
  return employee
}

async function seedTickets(psa: Psa, opener: Viewer, tickets: readonly DemoTicket[]): Promise<void> {
  for (const { subject, body, reply, closed } of tickets) {
    const ticket = await openTicket(psa, { by: opener, client: '', subject, body })
    if (reply) await replyToTicket(psa, { ticket, by: opener, body: reply })
    if (closed) await closeTicket(psa, { ticket, by: opener })
  }
}
