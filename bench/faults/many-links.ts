import { randomBytes } from 'node:crypto'
import { kyselyStore } from '@lanyard/connect/kysely'
import type { AuditId, DeploymentId, LinkId, MemberId, ModuleId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import type { TenantId } from '@lanyard/psa/src/ids.ts'
import { inTransaction, insertMany } from '@lanyard/storage'
import { openHub, openPsa } from '@lanyard/suite/src/open-parts.ts'
import type { SuiteUnderTest } from '@lanyard/suite/testing.ts'

/**
 * Connects as many companies of PSA US with an organization each, without people: bulk inserts at the hub and of the
 * companies, the kit's own records for the product's side of the links.
 */
export async function linkMany(suite: SuiteUnderTest, count: number, approvedBy: MemberId): Promise<void> {
  const links = Array.from({ length: count }, (_, index) => ({
    id: newId('lnk') as LinkId,
    auditId: newId('aud') as AuditId,
    organization: `many-${index}` as OrganizationId,
    tenant: newId('ten') as TenantId,
    name: `Company ${index}`,
  }))
  await linkAtHub(suite, links, approvedBy)
  await linkAtProduct(suite, links)
}

interface LinkToMake {
  readonly id: LinkId
  readonly auditId: AuditId
  readonly organization: OrganizationId
  readonly tenant: TenantId
  readonly name: string
}

async function linkAtHub(suite: SuiteUnderTest, links: readonly LinkToMake[], approvedBy: MemberId): Promise<void> {
  await using hub = await openHub(suite.environment('hub'))
  const at = hub.now()
  await inTransaction(hub, async ({ db }) => {
    const settings = { created_at: at, session_total: null, session_idle: null, suspended_at: null }
    const organizations = links.map(({ organization: id, name }) => ({ id, name, ...settings }))
    await insertMany(db, 'organizations', organizations)
    const rows = links.map(({ id, auditId, organization, tenant, name }) => ({
      id,
      module: 'psa' as ModuleId,
      deployment: 'psa-us' as DeploymentId,
      state: 'active' as const,
      organization,
      tenant,
      tenant_name: name,
      user_id: 'usr_admin',
      user_name: 'Admin',
      approved_by: approvedBy,
      approved_at: at,
      lapses_at: at,
      links_user: 0 as const,
      session_uid: null,
      activated_at: at,
      ended_at: null,
      ended_by: null,
      end_reason: null,
      audit_id: auditId,
    }))
    await insertMany(db, 'tenant_links', rows)
  })
}

async function linkAtProduct(suite: SuiteUnderTest, links: readonly LinkToMake[]): Promise<void> {
  const issuer = suite.origin('hub')
  await using psa = await openPsa(suite.environment('psa-us'))
  const at = Date.now()
  const store = kyselyStore(psa.db)
  await inTransaction(psa, async ({ db }) => {
    const companies = links.map(({ tenant: id, name }) => ({ id, company: id.toLowerCase(), name, created_at: at }))
    await insertMany(
      db,
      'tenants',
      companies.map((row) => ({ ...row, last_ticket_number: 0 })),
    )
    const { tenantLinks } = store.within(db)
    for (const { id, auditId, organization, tenant, name } of links) {
      const sides = { tenantId: tenant, issuer, organizationId: organization, organizationName: name }
      const admin = { adminUserId: 'usr_admin', adminName: 'Admin', member: null }
      const queued = { pendingAt: at, tries: 0, nextTryAt: at }
      await tenantLinks.takePlace({ id, auditId, ...sides, ...admin, ...queued, state: 'pending' })
      await tenantLinks.activate(id, at, 'here')
    }
  })
}

const newId = (prefix: string) => `${prefix}_${randomBytes(16).toString('base64url')}`
