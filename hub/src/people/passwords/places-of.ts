import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { membershipsOf } from '../members/memberships-of.ts'
import type { Organization } from '../organizations/organization.ts'

/** What everyone in the account's organizations would think of, too, so that no password contains it. */
export async function placesOf(hub: Pick<Hub, 'db'>, account: AccountId): Promise<readonly string[]> {
  return (await membershipsOf(hub, account)).flatMap(({ organization }) => namesOf(organization))
}

/** An organization's name, and the word by which it is known in addresses and commands. */
export function namesOf({ id, name }: Pick<Organization, 'id' | 'name'>): readonly string[] {
  return [name, id]
}
