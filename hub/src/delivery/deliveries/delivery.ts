import type { Instant } from '../../clock.ts'
import type { AccountId, AuditId } from '../../ids.ts'
import { ACCESS, type RemainingAccess } from '../event-log/remaining-access.ts'

/** The result of an act at one of the products that the hub notifies of it. */
export interface Delivery {
  /** The client; a deployment of the suite is a client of the same name. */
  readonly recipient: string
  /** `log`: a deployment, which pulls its log; `token`: another client, which is sent logout tokens. */
  readonly by: 'log' | 'token'
  /** How many messages the act has for it: one for each person or session that it is about. */
  readonly messages: number
  readonly confirmed: number
  readonly queuedAt: Instant
  readonly sentAt: Instant | null
  /** When everything was confirmed; null before. */
  readonly answeredAt: Instant | null
  /** Why the last try of what is not confirmed failed; null where none has. */
  readonly problem: string | null
  /** When an unconfirmed one is sent again; null where it is pulled, or given up. */
  readonly nextTryAt: Instant | null
  readonly givenUp: boolean
  readonly access: AccessLeft
}

/**
 * What still opens a product to the people whom an act was about, as the product says. `beside`: the act ended sessions
 * or a connection, of which nothing is said; `untold`: the product does not tell; `awaited`: it tells, and has not yet.
 */
export type AccessLeft =
  { readonly kind: 'beside' | 'untold' | 'awaited' } | ({ readonly kind: 'told' } & RemainingAccess)

/** Of several people at one product: what opens it to any of them. */
export function joinAccess(parts: readonly AccessLeft[]): AccessLeft {
  const told = parts.flatMap((part) => (part.kind === 'told' ? part : []))
  const [first] = told
  for (const kind of ['awaited', 'untold'] as const) if (parts.some((part) => part.kind === kind)) return { kind }
  if (first === undefined) return { kind: 'beside' }
  return {
    kind: 'told',
    linked: told.some(({ linked }) => linked),
    access: ACCESS.filter((way) => told.some(({ access }) => access.includes(way))),
    settings: first.settings,
  }
}

/** `failed`: the last try did, and another one follows, or the product pulls what it missed; unless it is given up. */
export type DeliveryState = 'queued' | 'sent' | 'answered' | 'failed'

/** An act, and its result at every product that the hub has to notify. */
export interface ActResult {
  readonly auditId: AuditId
  readonly at: Instant
  /** Whom it was about. */
  readonly accounts: readonly AccountId[]
  readonly deliveries: readonly Delivery[]
}

export function stateOf({ answeredAt, problem, givenUp, sentAt }: Delivery): DeliveryState {
  if (answeredAt !== null) return 'answered'
  if (givenUp || problem !== null) return 'failed'
  return sentAt === null ? 'queued' : 'sent'
}

/** Milliseconds from the act to the last confirmation that is there; null before the first. */
export function timeToLastAnswer({ at, deliveries }: ActResult): number | null {
  const answered = deliveries.flatMap(({ answeredAt }) => answeredAt ?? [])
  return answered.length === 0 ? null : Math.max(...answered) - at
}

/** Nothing will change any more, unless a person asks for it. */
export function isSettled({ deliveries }: ActResult): boolean {
  return deliveries.every(
    ({ answeredAt, givenUp, access }) => givenUp || (answeredAt !== null && access.kind !== 'awaited'),
  )
}
