import type { Hub } from '../../hub.ts'
import type { AccountId, DeploymentId, LinkId, OrganizationId } from '../../ids.ts'
import { getDeployment } from '../../catalogue/modules/catalogue.ts'
import type { Deployment } from '../../catalogue/modules/module.ts'
import type { Role } from '../../people/members/member.ts'

/** What an ID token for a deployment says about a member. */
export interface SignInFacts {
  readonly organization: { readonly id: OrganizationId; readonly name: string }
  readonly role: Role
  readonly status: 'active' | 'inactive'
  readonly epoch: number
  /** SIGNIN_NAMES_LINK: the active link of the organization with that deployment; null where there is none. */
  readonly link: LinkId | null
  /** The deployment of the same module that holds the organization instead. */
  readonly linkedElsewhere: Deployment | null
}

/**
 * Reads member, epoch and link at one instant, in one statement: a token must never join an epoch from before a
 * deactivation with a link that became active after it, because no event would end what came of it (MEMBER_EPOCH).
 *
 * @returns null where the account is no member of the organization
 * @throws {Refusal} `deployment_invalid`
 */
export async function findSignInFacts(
  hub: Pick<Hub, 'db' | 'config'>,
  sought: {
    readonly account: AccountId
    readonly organization: OrganizationId
    readonly deployment: DeploymentId
  },
): Promise<SignInFacts | null> {
  const { module } = await getDeployment(hub, sought.deployment)
  const row = await hub.db
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organization')
    .leftJoin('tenant_links', (join) =>
      join
        .onRef('tenant_links.organization', '=', 'members.organization')
        .on('tenant_links.module', '=', module)
        .on('tenant_links.state', '=', 'active'),
    )
    .select(['members.role', 'members.status', 'members.epoch'])
    .select(['organizations.id', 'organizations.name', 'organizations.suspended_at'])
    .select(['tenant_links.id as link', 'tenant_links.deployment'])
    .where('members.account', '=', sought.account)
    .where('members.organization', '=', sought.organization)
    .where('members.removed_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined || row.status === 'invited') return null

  const here = row.deployment === sought.deployment
  return {
    organization: { id: row.id, name: row.name },
    role: row.role,
    status: row.suspended_at === null ? row.status : 'inactive',
    epoch: row.epoch,
    link: here ? row.link : null,
    linkedElsewhere: here || row.deployment === null ? null : await getDeployment(hub, row.deployment),
  }
}
