import { byName } from '@lanyard/text'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { listOrganizations } from '../organizations/find-organization.ts'
import type { Organization } from '../organizations/organization.ts'
import type { JoinedMember } from './member.ts'
import * as members from './members-store.ts'

/** An account's place in an organization. */
export interface Membership {
  readonly member: JoinedMember
  readonly organization: Organization
}

/** Every place of an account, inactive ones included, by the organization's name: what the chooser shows. */
export async function membershipsOf(hub: Pick<Hub, 'db'>, account: AccountId): Promise<readonly Membership[]> {
  const places = await members.listOfAccount(hub.db, account)
  const organizations = await listOrganizations(
    hub,
    places.map(({ organization }) => organization),
  )
  const memberships = places.flatMap((member) => {
    const organization = organizations.find(({ id }) => id === member.organization)
    return organization && member.status !== 'invited' ? [{ member, organization }] : []
  })
  return byName(memberships, ({ organization }) => organization.name)
}
