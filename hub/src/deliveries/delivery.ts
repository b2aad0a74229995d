import type { Instant } from '../clock.ts'
import type { AccountId, AuditId } from '../ids.ts'

/** What an act of which products are told came to at one of them. */
export interface Delivery {
  /** The client, which for a deployment of the suite is named like it. */
  readonly recipient: string
  /** `log`: a deployment, which pulls its log; `token`: another client, which is sent log-out tokens. */
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
}

/** `failed`: the last try did, and another one follows, or the product pulls what it missed; unless it is given up. */
export type DeliveryState = 'queued' | 'sent' | 'answered' | 'failed'

/** An act, and what became of it at every product that had to hear of it. */
export interface Told {
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
export function tookUntilNow({ at, deliveries }: Told): number | null {
  const answered = deliveries.flatMap(({ answeredAt }) => answeredAt ?? [])
  return answered.length === 0 ? null : Math.max(...answered) - at
}

/** Nothing will change any more, but for what somebody asks for. */
export function isSettled({ deliveries }: Told): boolean {
  return deliveries.every(({ answeredAt, givenUp }) => answeredAt !== null || givenUp)
}
