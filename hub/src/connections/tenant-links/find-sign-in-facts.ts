import { byName } from '@lanyard/text'
import { sql, type SqlBool } from 'kysely'
import type { Client } from '../../catalogue/clients/client.ts'
import { findClient } from '../../catalogue/clients/find-client.ts'
import { joinedClientColumns, toJoinedClient } from '../../catalogue/clients/joined-client.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, LinkId } from '../../ids.ts'
import { toDeployment } from '../../catalogue/modules/deployment-row.ts'
import type { Deployment } from '../../catalogue/modules/module.ts'
import { toAccount } from '../../people/accounts/account-row.ts'
import type { Account } from '../../people/accounts/account.ts'
import { findAccountById } from '../../people/accounts/find-account.ts'
import { membershipColumns, toMembership } from '../../people/members/membership-row.ts'
import type { Membership } from '../../people/members/memberships-of.ts'

/** One of a person's places, as a client sees it. */
export interface Place extends Membership {
  /** SIGNIN_NAMES_LINK: the active link of the organization with the client; null where there is none. */
  readonly link: LinkId | null
  /** The deployment of the client's module that holds the organization instead. */
  readonly linkedElsewhere: Deployment | null
}

/** What a sign-in at a client is decided by, and what its tokens say. */
export interface SignInFacts {
  readonly account: Account
  /** By the organization's name, inactive ones included. */
  readonly places: readonly Place[]
  /** Rises each time that the person takes the client's access back; 0 before the first time. */
  readonly accessTerm: number
  /** Null for one that is not registered, such as the hub's own pages. */
  readonly client: Client | null
}

/**
 * Reads the account, its places with their links, and the client's access at one instant, in one statement: a token must
 * never join an epoch from before a deactivation with a link that became active after it, because no event would end what
 * came of it (MEMBER_EPOCH).
 *
 * @returns null where there is no such account
 */
export async function findSignInFacts(
  hub: Pick<Hub, 'db' | 'config'>,
  { account: id, client }: { readonly account: AccountId; readonly client: string },
): Promise<SignInFacts | null> {
  const rows = await selectPlaces(hub, id, client).execute()
  const [first] = rows
  if (first === undefined) {
    const account = await findAccountById(hub, id)
    return account && { account, places: [], accessTerm: 0, client: await findClient(hub, client) }
  }
  const places = rows.flatMap((row): Place[] => {
    const membership = toMembership(row, id)
    if (membership === null) return []
    const isHere = row.linked === client
    return [
      {
        ...membership,
        link: isHere ? row.link : null,
        linkedElsewhere:
          isHere || row.linked === null || row.linked_module === null || row.linked_region === null
            ? null
            : toDeployment(hub, {
                id: row.linked,
                module: row.linked_module,
                region: row.linked_region,
                origin: row.linked_origin,
              }),
      },
    ]
  })
  return {
    account: toAccount(first),
    places: byName(places, ({ organization }) => organization.name),
    accessTerm: first.access_term ?? 0,
    client: toJoinedClient(hub, first),
  }
}

/** A row for each place; none for an account without one. */
function selectPlaces({ db }: Pick<Hub, 'db'>, account: AccountId, client: string) {
  return (
    db
      .selectFrom('accounts')
      .innerJoin('members', 'members.account', 'accounts.id')
      .innerJoin('organizations', 'organizations.id', 'members.organization')
      .leftJoin('access_ends', (join) =>
        join.onRef('access_ends.account', '=', 'accounts.id').on('access_ends.client', '=', client),
      )
      .leftJoin('clients', (join) => join.on('clients.id', '=', client))
      // A deployment has the id of its client.
      .leftJoin('deployments as own', (join) => join.on(sql<SqlBool>`own.id = ${client}`))
      .leftJoin('tenant_links', (join) =>
        join
          .onRef('tenant_links.organization', '=', 'members.organization')
          .onRef('tenant_links.module', '=', 'own.module')
          .on('tenant_links.state', '=', 'active')
          // As the index says it that holds one row for an organization; SQLite compares the words.
          .on(sql<SqlBool>`tenant_links.state in ('approved', 'active')`),
      )
      .leftJoin('deployments as linked', 'linked.id', 'tenant_links.deployment')
      .selectAll('accounts')
      .select(membershipColumns)
      .select(['access_ends.term as access_term', 'tenant_links.id as link'])
      .select(['linked.id as linked', 'linked.module as linked_module', 'linked.region as linked_region'])
      .select('linked.origin as linked_origin')
      .select(joinedClientColumns)
      .where('accounts.id', '=', account)
      .where('accounts.deleted_at', 'is', null)
      .where('members.removed_at', 'is', null)
  )
}
