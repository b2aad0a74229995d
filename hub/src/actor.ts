import type { AccountId, DeploymentId, MemberId } from './ids.ts'

/**
 * Who did it, as tables keep it.
 *
 * `member`: a person in their organization; `account`: a person about their own account; `deployment`: a product
 * under its own credentials; `operator`: whoever runs the suite, by the name that the system knows; `hub`: a clock
 * of the hub.
 */
export type Actor =
  `member:${MemberId}` | `account:${AccountId}` | `deployment:${DeploymentId}` | `operator:${string}` | 'hub'
