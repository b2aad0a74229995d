import { byName } from '@lanyard/text'
import type { Client } from '../../catalogue/clients/client.ts'
import { findClient } from '../../catalogue/clients/find-client.ts'
import { joinedClientColumns, toJoinedClient } from '../../catalogue/clients/joined-client.ts'
import { toAccount } from '../accounts/account-row.ts'
import type { Account } from '../accounts/account.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { isJoined, membershipColumns, toMembership } from '../members/membership-row.ts'
import type { Membership } from '../members/memberships-of.ts'

/** Whom a login is about, read at one instant. */
export interface Person {
  readonly account: Account
  /** By the organization's name, inactive ones included. */
  readonly memberships: readonly Membership[]
  /** What the account has beside its password: an authenticator app, a passkey, or both. */
  readonly hasApp: boolean
  readonly hasPasskey: boolean
}

/** In one statement, which every request of a login waits for. */
export async function findPerson(hub: Pick<Hub, 'db'>, id: AccountId): Promise<Person | null> {
  return toPerson(await selectPerson(hub, id).execute())
}

/** The same with the client that the login is for; in one statement, too, where there is such an account. */
export async function findPersonAndClient(
  hub: Pick<Hub, 'db' | 'config'>,
  { account, client: id }: { readonly account: AccountId; readonly client: string },
): Promise<{ readonly person: Person | null; readonly client: Client | null }> {
  const rows = await selectPerson(hub, account)
    .leftJoin('clients', (join) => join.on('clients.id', '=', id))
    .leftJoin('deployments as own', 'own.id', 'clients.deployment')
    .select(joinedClientColumns)
    .execute()
  const [first] = rows
  return { person: toPerson(rows), client: first ? toJoinedClient(hub, first) : await findClient(hub, id) }
}

type Row = Awaited<ReturnType<ReturnType<typeof selectPerson>['execute']>>[number]

/** A row for each place, and at least one. */
function selectPerson({ db }: Pick<Hub, 'db'>, id: AccountId) {
  return db
    .selectFrom('accounts')
    .leftJoin('members', (join) =>
      join.onRef('members.account', '=', 'accounts.id').on('members.removed_at', 'is', null),
    )
    .leftJoin('organizations', 'organizations.id', 'members.organization')
    .selectAll('accounts')
    .select(membershipColumns)
    .select((account) => [
      account
        .exists(
          account
            .selectFrom('authenticators')
            .select('authenticators.id')
            .whereRef('authenticators.account', '=', 'accounts.id')
            .where('authenticators.confirmed_at', 'is not', null),
        )
        .as('has_app'),
      account
        .exists(account.selectFrom('passkeys').select('passkeys.id').whereRef('passkeys.account', '=', 'accounts.id'))
        .as('has_passkey'),
    ])
    .where('accounts.id', '=', id)
    .where('accounts.deleted_at', 'is', null)
}

function toPerson(rows: readonly Row[]): Person | null {
  const [first] = rows
  if (first === undefined) return null
  const account = toAccount(first)
  const memberships = rows.flatMap((row) => (isJoined(row) ? (toMembership(row, account.id) ?? []) : []))
  return {
    account,
    memberships: byName(memberships, ({ organization }) => organization.name),
    hasApp: Boolean(first.has_app),
    hasPasskey: Boolean(first.has_passkey),
  }
}
