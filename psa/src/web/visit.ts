import type { Person } from '../employees/permit.ts'
import type { Contact } from '../contacts/contact.ts'
import type { Employee } from '../employees/employee.ts'
import type { Session } from '../sessions/session.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { Viewer } from '../tickets/ticket.ts'

/** One request, of any visitor. */
export interface Visit {
  readonly request: Request
  readonly url: URL
  /** Parameters of the address, by their names in the table of pages. */
  readonly params: Readonly<Record<string, string>>
  /** Of the address, in the table of pages. */
  readonly pattern: string
  /** Place in the network that the request came from. */
  readonly source: string
  /** The value of the browser's cookie; null without one. */
  readonly browser: string | null
  /** Closes the connection in the middle of the answer, by which the browser sees that it is not whole. */
  readonly breakOff: () => void
}

/** A request of a person who is logged in: guards make it, so that no page can forget to ask. */
export interface EmployeeVisit extends Visit {
  readonly session: Session
  readonly employee: Employee
  readonly tenant: Tenant
}

export interface ContactVisit extends Visit {
  readonly session: Session
  readonly contact: Contact
  readonly tenant: Tenant
}

export function viewerOf(visit: EmployeeVisit | ContactVisit): Viewer {
  if ('employee' in visit) return { id: visit.employee.id, tenant: visit.tenant.id, client: null }
  return { id: visit.contact.id, tenant: visit.tenant.id, client: visit.contact.client }
}

/** Who is logged in, in the shape in which operations take the person who asks for an act. */
export function personOf({ employee, session }: EmployeeVisit): Person {
  return { user: employee.id, session: session.id, provenAt: session.provenAt }
}

/** A parameter of the path, which the route's pattern promises. */
export function param(visit: Visit, name: string): string {
  const value = visit.params[name]
  if (value === undefined) throw new Error(`The route has no parameter “${name}”`)
  return value
}
