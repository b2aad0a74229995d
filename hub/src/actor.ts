import type { Instant } from './clock.ts'
import type { AccountId, DeploymentId, MemberId, ProvisioningTokenId } from './ids.ts'

/**
 * Who did it, as tables keep it.
 *
 * `member`: a person in their organization; `account`: a person about their own account; `deployment`: a product
 * under its own credentials; `provisioning`: a directory outside the hub, by the token that it presented; `operator`: the person who
 * runs the suite, by the name that the system knows; `hub`: a clock of the hub.
 */
export type Actor =
  | `member:${MemberId}`
  | `account:${AccountId}`
  | `deployment:${DeploymentId}`
  | `provisioning:${ProvisioningTokenId}`
  | `operator:${string}`
  | 'hub'

/** Those who are no person: their scope says what they may, and how lately they proved anything says nothing. */
export type Machine = Exclude<Actor, `member:${string}` | `account:${string}`>

/** A person in their organization, with the instant at which their session last gave both factors. */
export interface Person {
  readonly actor: `member:${MemberId}`
  readonly provenAt: Instant
  /**
   * By which they ask, with the term of their right here when it began; null for what they approved earlier, which ends with
   * their right by itself.
   */
  readonly session: { readonly uid: string; readonly term: number } | null
}

/** Who asks for an act. A person cannot be named without saying how lately they proved that it is them. */
export type Caller = Machine | Person
