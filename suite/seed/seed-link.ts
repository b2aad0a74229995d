import { randomBytes } from 'node:crypto'
import type { ConnectStore } from '@lanyard/connect'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import type { AccountId, AuditId, DeploymentId, LinkId } from '@lanyard/hub/src/ids.ts'
import { approveTenantLink } from '@lanyard/hub/src/connections/tenant-links/approve-tenant-link.ts'
import { confirmTenantLink } from '@lanyard/hub/src/connections/tenant-links/confirm-tenant-link.ts'
import { reportUserLink } from '@lanyard/hub/src/connections/user-links/report-user-link.ts'
import type { ProductName } from '../src/parts.ts'
import type { DemoOrganization, DemoTenant } from './demo.ts'
import type { SeededMember, SeededMembers } from './seed-hub.ts'
import type { SeededTenant } from './seeded-tenant.ts'

export interface LinkToSeed<Tx> {
  readonly hub: Hub
  /** The name under which the product keeps the link's hub. */
  readonly issuer: string
  readonly product: ProductName
  readonly store: ConnectStore<Tx>
  readonly organizations: readonly DemoOrganization[]
  readonly members: SeededMembers
  readonly demo: DemoTenant
  readonly tenant: SeededTenant
}

/** An employee and the member that they are linked to. */
interface LinkedPerson extends SeededMember {
  readonly userId: string
  readonly userName: string
  readonly accountName: string
}

/** Of a member whom nothing has happened to yet: any later epoch is above it. */
const FIRST_EPOCH = 1

interface Ids {
  readonly id: LinkId
  readonly auditId: AuditId
}

/**
 * Links a company, where the demo has it linked, with its people on both sides: as if its admin had connected it
 * and everybody had enabled it.
 */
export async function seedLink<Tx>(link: LinkToSeed<Tx>): Promise<void> {
  const organization = link.organizations.find(({ id }) => id === link.demo.linkedTo)
  if (organization === undefined) return
  const ids = { id: newId('lnk') as LinkId, auditId: newId('aud') as AuditId }
  const people = linkedPeople(link)
  const admin = people.find(({ userName }) => userName === 'admin')
  if (admin === undefined) throw new Error(`${link.demo.company} is linked without its admin`)

  await linkAtHub(link, ids, admin)
  await linkAtProduct(link, organization, ids, { admin, people })
}

function linkedPeople<Tx>({ demo, tenant, members }: LinkToSeed<Tx>): readonly LinkedPerson[] {
  return demo.employees.flatMap(({ username, linkedTo }) => {
    const userId = tenant.userIds.get(username)
    const member = linkedTo === undefined ? undefined : members.get(linkedTo)
    if (linkedTo === undefined || userId === undefined || member === undefined) return []
    return [{ ...member, userId, userName: username, accountName: linkedTo }]
  })
}

async function linkAtHub<Tx>({ hub, product, demo, tenant }: LinkToSeed<Tx>, ids: Ids, admin: LinkedPerson) {
  const deployment = product as DeploymentId
  const request = {
    ...ids,
    deployment,
    tenant: { id: tenant.id, name: demo.name },
    user: { id: admin.userId, name: admin.userName },
  }
  await approveTenantLink(hub, { request, approvedBy: admin.member, linksUser: true, sessionUid: null })
  await confirmTenantLink(hub, { ...ids, deployment })
}

async function linkAtProduct<Tx>(
  link: LinkToSeed<Tx>,
  organization: DemoOrganization,
  ids: Ids,
  { admin, people }: { readonly admin: LinkedPerson; readonly people: readonly LinkedPerson[] },
) {
  const now = link.hub.now()
  const parties = {
    tenantId: link.tenant.id,
    issuer: link.issuer,
    organizationId: organization.id,
    organizationName: organization.name,
  }
  await link.store.transaction(async ({ tenantLinks, userLinks, reports }) => {
    await tenantLinks.takePlace({
      ...parties,
      ...ids,
      state: 'pending',
      adminUserId: admin.userId,
      adminName: admin.userName,
      member: { subject: admin.account, accountName: admin.accountName, epoch: FIRST_EPOCH },
      pendingAt: now,
      tries: 0,
      nextTryAt: now,
    })
    await tenantLinks.activate(ids.id, now, 'here')
    for (const { userId, account, accountName } of people) {
      await userLinks.insert({
        ...parties,
        id: newId('uln'),
        userId,
        subject: account,
        accountName,
        memberEpoch: FIRST_EPOCH,
        state: 'active',
        linkId: ids.id,
        linkedAt: now,
        lastUsedAt: null,
      })
      await reports.note(ids.id, account, 'linked', now)
    }
  })
  await deliverReports(link, now)
}

/** The reports that the product owes the hub for its tiles, as its first round would deliver them. */
async function deliverReports<Tx>({ hub, product, store }: LinkToSeed<Tx>, now: number): Promise<void> {
  for (const report of await store.records.reports.due(now)) {
    await reportUserLink(hub, {
      link: report.linkId as LinkId,
      deployment: product as DeploymentId,
      sub: report.subject as AccountId,
      revision: report.version,
      state: report.state,
    })
    await store.records.reports.delivered(report)
  }
}

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`
}
