import { findAccountById } from '../../people/accounts/find-account.ts'
import type { Account } from '../../people/accounts/account.ts'
import type { Hub } from '../../hub.ts'
import type { DeploymentId, MemberId } from '../../ids.ts'
import { getMember } from '../../people/members/find-member.ts'
import type { Member } from '../../people/members/member.ts'
import { getDeployment, getModule } from '../../catalogue/modules/catalogue.ts'
import type { Deployment, Module } from '../../catalogue/modules/module.ts'
import { listOrganizationModuleUrls } from '../module-urls/module-urls.ts'
import type { Organization } from '../../people/organizations/organization.ts'
import { getOrganization } from '../../people/organizations/find-organization.ts'
import { type CeremonyRefusal, isOfCeremony, Refusal } from '../../refusal.ts'
import { getApprover } from './approve-tenant-link.ts'
import { refuseHeld } from './refuse-held.ts'
import type { TenantLinkRequest } from './tenant-link.ts'
import * as tenantLinks from './tenant-links-store.ts'

/** What the confirmation page shows. */
export interface TenantLinkDescription {
  readonly module: Module
  readonly deployment: Deployment
  readonly tenant: TenantLinkRequest['tenant']
  readonly user: TenantLinkRequest['user']
  readonly organization: Organization
  /** Null only for a member without an account, who cannot have logged in. */
  readonly account: Account | null
  /** How the organization's module URL changes by connecting; null where it stays (A11). */
  readonly moduleUrlChange: { readonly from: DeploymentId | null; readonly to: DeploymentId } | null
  /** Why it cannot be; null where it can. */
  readonly refusal: CeremonyRefusal | null
}

/**
 * Names both sides of a link before anything is decided, and says why it cannot be, where it cannot. Changes nothing:
 * {@link approveTenantLink} decides, by the same rules.
 *
 * @throws {Refusal} `deployment_invalid`, `member_unknown`
 */
export async function describeTenantLink(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { request, member: id }: { readonly request: TenantLinkRequest; readonly member: MemberId },
): Promise<TenantLinkDescription> {
  const member = await getMember(hub, id)
  const deployment = await getDeployment(hub, request.deployment)
  const moduleUrl = (await listOrganizationModuleUrls(hub, member.organization)).get(deployment.module) ?? null
  return {
    module: await getModule(hub, deployment.module),
    deployment,
    tenant: request.tenant,
    user: request.user,
    organization: await getOrganization(hub, member.organization),
    account: member.account === null ? null : await findAccountById(hub, member.account),
    moduleUrlChange: moduleUrl === deployment.id ? null : { from: moduleUrl, to: deployment.id },
    refusal: await findRefusal(hub, request, member, deployment),
  }
}

async function findRefusal(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: TenantLinkRequest,
  member: Member,
  deployment: Deployment,
): Promise<CeremonyRefusal | null> {
  try {
    await getApprover(hub, member)
    const seen = await tenantLinks.find(hub.db, request.id)
    const standing =
      seen?.state === 'approved' && seen.lapsesAt > hub.now() && seen.organization === member.organization
    if (seen !== null && !standing) throw new Refusal('attempt_invalid')
    await refuseHeld(hub, request, member.organization, deployment)
    return null
  } catch (error) {
    if (isOfCeremony(error)) return error
    throw error
  }
}
