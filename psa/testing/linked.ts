import { randomUUID } from 'node:crypto'
import { kyselyStore } from '@lanyard/connect/kysely'
import type { Employee } from '../src/employees/employee.ts'
import { beginSession } from '../src/sessions/begin-session.ts'
import { type TestCompany } from './a-company.ts'
import { type TestPsa } from './open-test-psa.ts'
import { type TestBrowser, keep } from './test-browser.ts'

/** The organization that {@link linked} companies are linked to. */
export const ORGANIZATION = { id: 'org_alder', name: 'Alder Organization' }

export interface LinkedOptions {
  /** Who is linked; the admin and the technician by default. */
  readonly people?: readonly Employee[]
  /** False leaves the link as it is when the hub has not confirmed. */
  readonly confirmed?: boolean
  readonly organization?: typeof ORGANIZATION
  readonly moduleUrl?: 'here' | 'elsewhere' | 'none'
}

export interface LinkedCompany {
  readonly linkId: string
  /**
   * A browser with a session that began through the hub, which says when the person gave their factors there, and of which
   * session at the hub it came, if it does.
   */
  readonly logInThroughHub: (employee: Employee, provenAt?: number | null, sid?: string | null) => Promise<TestBrowser>
}

/**
 * Links a company, its admin and its technician, by the rows that the kit's ceremonies leave behind. The ceremonies
 * themselves are tried with a real hub elsewhere.
 */
export async function linked(
  psa: TestPsa,
  { tenant, admin, tech }: TestCompany,
  { people = [admin, tech], confirmed = true, organization = ORGANIZATION, moduleUrl = 'here' }: LinkedOptions = {},
): Promise<LinkedCompany> {
  const store = kyselyStore(psa.db)
  const issuer = psa.config.issuer
  const linkId = `lnk_${randomUUID()}`
  const at = psa.now()
  const whose = { tenantId: tenant.id, issuer, organizationId: organization.id, organizationName: organization.name }
  await store.transaction(async ({ tenantLinks, userLinks }) => {
    const began = {
      adminUserId: admin.id,
      adminName: admin.username,
      member: null,
      auditId: randomUUID(),
      pendingAt: at,
    }
    await tenantLinks.takePlace({ id: linkId, ...whose, ...began, state: 'pending', tries: 0, nextTryAt: at })
    if (!confirmed) return
    await tenantLinks.activate(linkId, at, moduleUrl)
    for (const { id, username } of people) {
      const member = { subject: `sub_${id}`, accountName: `${username}@organization.example`, memberEpoch: 1 }
      const row = { id: randomUUID(), userId: id, state: 'active', linkId, linkedAt: at, lastUsedAt: null } as const
      await userLinks.insert({ ...row, ...whose, ...member })
    }
  })
  return {
    linkId,
    async logInThroughHub(employee, provenAt = null, sid = null) {
      const id = `pse_${randomUUID()}`
      const cookie = await store.transaction(async (records, db) => {
        const { organizationName: _, ...member } = whose
        const lived = { issuedAt: at, startedAt: at, seenAt: psa.now(), expiresAt: psa.now() + 43_200_000, apps: null }
        const session = { id, userId: employee.id, linkId, subject: `sub_${employee.id}`, sid, memberEpoch: 1 }
        await records.sessions.insert({ ...session, ...member, ...lived })
        const request = { tenant: tenant.id, user: employee.id, productSessionId: id, replaces: null, provenAt }
        return (await beginSession({ ...psa, db }, request)).cookie
      })
      const browser = psa.browser()
      keep(browser.cookies, cookie)
      return browser
    },
  }
}
