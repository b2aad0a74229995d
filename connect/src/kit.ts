import type { ConnectConfig, Lifetimes, LogEntry } from './api/config.ts'
import type { EventSource } from './hub/event-source.ts'
import type { HubApi } from './hub/hub-api.ts'
import type { HubHealth } from './hub/hub-health.ts'
import type { RelyingParty } from './hub/relying-party.ts'
import type { Seal } from './seal.ts'

/** The configuration with everything filled in, and what talks to the hub. Operations take it first. */
export interface Kit<Tx> extends Pick<
  ConnectConfig<Tx>,
  'issuer' | 'product' | 'store' | 'tenants' | 'users' | 'sessions' | 'paths'
> {
  /** Who decides which organization and tenant belong together: a hub, or this product alone. */
  readonly authority: 'hub' | 'product'
  /** Whose Security Event Tokens are taken. */
  readonly eventSource: EventSource
  readonly renderChoice: NonNullable<ConnectConfig<Tx>['renderChoice']>
  readonly lifetimes: Lifetimes
  readonly log: (entry: LogEntry) => void
  readonly now: () => number
  readonly relyingParty: RelyingParty
  readonly seal: Seal
  readonly hub: HubApi
  readonly hubHealth: HubHealth
  /** Asks for a round soon; never waits for it. */
  readonly wake: () => void
}

/** In seconds; see {@link Lifetimes}. */
export const LIFETIMES: Lifetimes = {
  attempt: 600,
  session: 12 * 3600,
  idle: 4 * 3600,
  grace: 3600,
  signInMemory: 3600,
  round: 15,
}
