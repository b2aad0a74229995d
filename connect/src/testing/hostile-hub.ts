import type { HostileLedger } from './hostile-ledger.ts'
import type { Claims, Signing } from './jwt.ts'

/** Who comes back from the hub's pages. No one is asked for anything. */
export interface HubPerson {
  readonly sub: string
  readonly organization: string
  readonly username: string
  readonly email: string
}

/** What is wrong with the next ID tokens. */
export interface Lie {
  readonly claims?: (claims: Claims) => Claims
  readonly signing?: Signing
}

/** What the product sent with a browser, or pushed before it. */
export interface SeenRequest {
  readonly parameters: URLSearchParams
  readonly pushed: boolean
}

/** What the product redeemed. */
export interface SeenRedemption {
  readonly provesKey: boolean
  /** Claims of the client's assertion; null where it proved itself otherwise. */
  readonly assertion: Claims | null
}

/**
 * A hub that lets everyone in, signs whatever it is told to, and redeems a code as often as it is shown one: what it
 * does not guard, the product has to. It speaks docs/protocol.md over real HTTP and needs nothing but Node.js.
 */
export interface HostileHub extends AsyncDisposable {
  readonly issuer: string
  readonly ledger: HostileLedger
  person: HubPerson
  lie: Lie
  /** Authorization requests that reached the hub, in order. */
  readonly requests: readonly SeenRequest[]
  readonly redemptions: readonly SeenRedemption[]
  /** Where the product's reading of the event log has come to. */
  readonly heard: number
  /** The claims of the ID token that was issued last; null before the first. */
  readonly lastSaid: Claims | null
  /** A logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4), as given and not better. */
  logoutToken(claims: Claims, type?: string, signing?: Signing): string
  /** A Security Event Token (RFC 8417), as given and not better. */
  securityEvent(claims: Claims, type?: string, signing?: Signing): string
}
