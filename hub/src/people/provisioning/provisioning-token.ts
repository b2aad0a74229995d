import type { Instant } from '../../clock.ts'
import type { OrganizationId, ProvisioningTokenId } from '../../ids.ts'

/** Lets a directory outside the hub administer the people of one organization. The secret itself is not kept. */
export interface ProvisioningToken {
  readonly id: ProvisioningTokenId
  readonly organization: OrganizationId
  /** What the operator calls the directory that holds it. */
  readonly name: string
  readonly createdAt: Instant
  /** To the minute; null until it was first presented. */
  readonly lastUsedAt: Instant | null
  /** Since when it opens nothing any more; null as long as it does. */
  readonly endedAt: Instant | null
}

/**
 * A directory whose token has not ended, and that has asked for nothing for so long, may have stopped. It keeps people in
 * who leave meanwhile.
 *
 * @param longest milliseconds
 */
export function isSilent(
  { createdAt, lastUsedAt }: ProvisioningToken,
  { now, longest }: { readonly now: Instant; readonly longest: number },
): boolean {
  return now - (lastUsedAt ?? createdAt) >= longest
}
