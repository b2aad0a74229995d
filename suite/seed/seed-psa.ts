import { createContact } from '@lanyard/psa/src/contacts/create-contact.ts'
import { createEmployee } from '@lanyard/psa/src/employees/create-employee.ts'
import { deactivateEmployee } from '@lanyard/psa/src/employees/deactivate-employee.ts'
import { inviteTenant } from '@lanyard/psa/src/invitations/invite-tenant.ts'
import type { Psa } from '@lanyard/psa/src/psa.ts'
import { createTenant } from '@lanyard/psa/src/tenants/create-tenant.ts'
import { closeTicket } from '@lanyard/psa/src/tickets/close-ticket.ts'
import { openTicket } from '@lanyard/psa/src/tickets/open-ticket.ts'
import { replyToTicket } from '@lanyard/psa/src/tickets/reply-to-ticket.ts'
import type { Viewer } from '@lanyard/psa/src/tickets/ticket.ts'
import { demoPassword } from './demo.ts'
import type { DemoTenant } from './demo.ts'
import type { SeededTenant } from './seeded-tenant.ts'
import { contactTickets, employeeTickets } from './tickets.ts'
import type { DemoTicket } from './tickets.ts'

const by = 'operator'

/** Makes a company of a PSA deployment, with its people and a few tickets. */
export async function seedPsaTenant(psa: Psa, demo: DemoTenant): Promise<SeededTenant> {
  const tenant = await createTenant(psa, demo)
  if (demo.invited) await inviteTenant(psa, demo)

  const employees = await Promise.all(
    demo.employees.map(async ({ username, name, role, inactive }) => {
      const email = `${username}@${demo.company}.example`
      const wish = { tenant: tenant.id, username, name, email, role, password: demoPassword, by } as const
      const employee = await createEmployee(psa, wish)
      if (inactive) await deactivateEmployee(psa, { employee, by })
      return employee
    }),
  )
  const [first] = employees
  if (first) await seedTickets(psa, { id: first.id, tenant: tenant.id, client: null }, employeeTickets)

  if (demo.contact) {
    const contact = await createContact(psa, { ...demo.contact, tenant: tenant.id, password: demoPassword, by })
    await seedTickets(psa, { id: contact.id, tenant: tenant.id, client: contact.client }, contactTickets)
  }
  return { id: tenant.id, userIds: new Map(employees.map(({ username, id }) => [username, id])) }
}

async function seedTickets(psa: Psa, opener: Viewer, tickets: readonly DemoTicket[]): Promise<void> {
  for (const { subject, body, reply, closed } of tickets) {
    const ticket = await openTicket(psa, { by: opener, client: '', subject, body })
    if (reply) await replyToTicket(psa, { ticket, by: opener, body: reply })
    if (closed) await closeTicket(psa, { ticket, by: opener })
  }
}
