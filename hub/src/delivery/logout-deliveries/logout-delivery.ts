import type { Instant } from '../../clock.ts'
import type { AccountId, LogoutId, OrganizationId } from '../../ids.ts'

/** A session at a client that has ended, as the client got it. */
export interface EndedSession {
  readonly client: string
  readonly sid: string
  /** `uid` of the session at the hub. */
  readonly hubSession: string
  readonly account: AccountId
  readonly organization: OrganizationId
}

/** A logout that one client has to hear of, and has not confirmed. */
export interface LogoutDelivery {
  readonly id: LogoutId
  readonly client: string
  readonly account: AccountId
  /** The session's name at the client. */
  readonly sid: string
  readonly queuedAt: Instant
  readonly tries: number
  readonly nextTryAt: Instant
}

/** How a try ended. `gone`: there is no such client any more, or it has no address for this. */
export type LogoutAnswer = 'confirmed' | 'gone' | { readonly failed: string }

/** Sends one logout token, made for this try, to the client that a delivery names, and waits for its answer. */
export type SendLogoutToken = (delivery: Pick<LogoutDelivery, 'client' | 'account' | 'sid'>) => Promise<LogoutAnswer>
