import type { KeyedTable } from '@lanyard/storage/name-keys'
import type { ClientId } from '../ids.ts'
import type { ListOrder } from '../list-part.ts'

/** By what a search finds tickets, in any case and composition. */
export const subjects: KeyedTable = { table: 'tickets', texts: ['subject'] }

export const ticketStatuses = ['open', 'closed'] as const

/** The client of a ticket inside the company, as a filter names it. */
export const INSIDE = 'inside'

/** Which tickets are looked for, of those that the viewer may see; what is left out does not matter. */
export interface TicketFilter {
  /** Part of a subject, whatever its case; or a ticket’s number or id. */
  readonly search?: string | undefined
  readonly status?: (typeof ticketStatuses)[number] | undefined
  readonly client?: ClientId | typeof INSIDE | undefined
}

/** By what a list of tickets is sorted; the latest change decides where that is equal, then the number. */
export const ticketSortings = ['status', 'number', 'changed'] as const
export type TicketSorting = (typeof ticketSortings)[number]

export type TicketOrder = ListOrder<TicketSorting>
