import type { Hub } from '../../hub.ts'
import type { AccountId, LinkId } from '../../ids.ts'
import * as userLinks from './user-links-store.ts'

/** A person who asked to be unlinked, and the epoch that it raised them to. */
export interface UnlinkRequest {
  readonly sub: AccountId
  readonly epoch: number
}

/**
 * What a product that missed events has to hear of a tenant link's people: who asked to be unlinked and is not reported
 * to be. Wishes from under earlier links of the same organization and tenant are among them, because their user links
 * come back with the organization (A23). Told again and again they do no harm: what was linked since has a higher epoch.
 */
export async function listUnlinkRequests(hub: Pick<Hub, 'db'>, link: LinkId): Promise<readonly UnlinkRequest[]> {
  return userLinks.listUnlinkRequests(hub.db, link)
}
