import type { ConnectStore } from '../records/store.ts'
import type { Paths, Sessions, Tenants, Users } from './host.ts'
import type { Client, ForeignProvider } from './provider.ts'

export interface ConnectConfig<Tx> {
  /** The hub's issuer, exactly as in its tokens. A slash at the end of a hub's issuer does not matter. */
  readonly issuer: string
  /** Former names of the issuer. Links that were made under them stay valid. */
  readonly formerIssuers?: readonly string[]
  /** This deployment's client at the hub. */
  readonly client: Client
  /** Describes a provider that knows nothing of tenant linking. Without it, `issuer` is a hub. */
  readonly provider?: ForeignProvider
  readonly product: {
    /** Module id in the suite's catalogue, such as `psa`. */
    readonly module: string
    /** Deployment id, such as `psa-us`. */
    readonly deployment: string
    /** Names of the product and of the hub on pages. */
    readonly name: string
    readonly hubName: string
    /**
     * The origin at which browsers reach this product, such as `https://psa.example`. Redirect URIs use only this one.
     */
    readonly origin: string
  }
  readonly store: ConnectStore<Tx>
  readonly tenants: Tenants<Tx>
  readonly users: Users<Tx>
  readonly sessions: Sessions<Tx>
  readonly paths: Paths
  /**
   * Renders the page that asks "You are logged in as {current}. Continue as {other}?" (A28). A plain page by default.
   */
  readonly renderChoice?: (choice: Choice) => Response | Promise<Response>
  readonly lifetimes?: Partial<Lifetimes>
  /**
   * Receives one entry per refusal and failure, never with a secret. By default, warnings and errors go to the console.
   */
  readonly log?: (entry: LogEntry) => void
  /**
   * This product's clock, in milliseconds since 1970, for the kit's rows and for what the other side says of time.
   * `Date.now` by default.
   */
  readonly now?: () => number
}

/** All in seconds; numbers that are not negative. */
export interface Lifetimes {
  /** The time from a ceremony's start to the browser's return. 600. */
  readonly attempt: number
  /** The longest life of a product session begun through the hub. 43200 (12 hours). */
  readonly session: number
  /** The longest time of such a session without a request. 14400 (4 hours). */
  readonly idle: number
  /** How long such sessions work without news from the hub: a sign-in, or a reading of its events. 3600. */
  readonly grace: number
  /**
   * How long the kit remembers a sign-in after its ceremony is over, so that a reloaded page leads to the same place.
   * It always remembers ceremonies that link for a day. 3600.
   */
  readonly signInMemory: number
  /** The pause between two reconcile rounds, above 0 and 2147483 at most. 15. */
  readonly round: number
}

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error'
  /** In snake_case, such as `logout_token_refused`, `hub_answer`, `round_failed`. */
  readonly event: string
  /** The reference that the user read, or that the other side got in the answer. */
  readonly reference?: string
  readonly code?: string
  /** The check that failed: the wrong claim or parameter, `signature`, `timeout`, `not_reached`, `refused`, … */
  readonly check?: string
  /** The same in words. If the hub answered, its answer is in `oauth_error`, `description` and `status`. */
  readonly cause?: string
  /** Seconds by which the other side's clock is ahead, if that is why. Below 0: it is behind. */
  readonly clock_ahead?: number
  readonly [detail: string]: unknown
}

/** The page of A28: a form with `method="post"`, this action, these fields as hidden ones, and two submit buttons. */
export interface Choice {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  readonly currentName: string
  readonly otherName: string
  /** The `name` of both submit buttons, and their values. */
  readonly button: { readonly name: 'answer'; readonly continue: 'continue'; readonly keep: 'keep' }
}
