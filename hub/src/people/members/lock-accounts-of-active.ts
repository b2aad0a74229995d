import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { lockAccounts } from '../accounts/lock-account.ts'
import * as members from './members-store.ts'

/** Locks the accounts of everyone who works in an organization, for a commit that then locks the organization. */
export async function lockAccountsOfActive({ db }: Pick<Hub, 'db'>, organization: OrganizationId): Promise<void> {
  await lockAccounts(db, await members.listActiveAccounts(db, organization))
}
