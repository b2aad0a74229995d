import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import type { Member } from './member.ts'
import * as members from './members-store.ts'

/**
 * Locks the organizations of an account in the order of their ids, so that two who do so at once never wait for each
 * other, and gives its places in them as they are until the commit.
 */
export async function lockPlacesOf(hub: Pick<Hub, 'db'>, account: AccountId): Promise<readonly Member[]> {
  const organizations = (await members.listOfAccount(hub.db, account)).map(({ organization }) => organization).sort()
  for (const organization of organizations) await lockMembers(hub.db, organization)
  return members.listOfAccount(hub.db, account)
}
