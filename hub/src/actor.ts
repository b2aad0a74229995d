import type { AccountId, DeploymentId, MemberId, ProvisioningTokenId } from './ids.ts'

/**
 * Who did it, as tables keep it.
 *
 * `member`: a person in their organization; `account`: a person about their own account; `deployment`: a product
 * under its own credentials; `provisioning`: a directory outside the hub, by the token that it presented; `operator`: whoever
 * runs the suite, by the name that the system knows; `hub`: a clock of the hub.
 */
export type Actor =
  | `member:${MemberId}`
  | `account:${AccountId}`
  | `deployment:${DeploymentId}`
  | `provisioning:${ProvisioningTokenId}`
  | `operator:${string}`
  | 'hub'
