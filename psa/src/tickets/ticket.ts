import type { ClientId, TenantId, TicketId, UserId } from '../ids.ts'

/** Something to be done for a client, or inside the company where there is no client. */
export interface Ticket {
  readonly id: TicketId
  readonly tenant: TenantId
  /** Counts up within the tenant; what people say on the phone. */
  readonly number: number
  readonly client: { readonly id: ClientId; readonly name: string } | null
  readonly subject: string
  readonly openedBy: string
  readonly openedAt: number
  readonly changedAt: number
  readonly closed: { readonly at: number; readonly by: string } | null
}

/** The first one is what the ticket was opened with. */
export interface Reply {
  readonly writtenBy: string
  readonly writtenAt: number
  readonly body: string
}

/** Who looks at tickets: an employee sees the tenant's, a contact those of the own company. */
export interface Viewer {
  readonly id: UserId
  readonly tenant: TenantId
  readonly client: ClientId | null
}

export const LONGEST_SUBJECT = 200
export const LONGEST_BODY = 20_000
