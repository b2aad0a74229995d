import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Notice } from '@lanyard/connect'
import { kyselyStore } from '@lanyard/connect/kysely'
import type { Employee } from '../src/employees/employee.ts'
import { type TestPsa } from './open-test-psa.ts'
import type { Answer, TestBrowser } from './test-browser.ts'

/** What a redirect of the kit has to tell on the page that it leads to. */
export function noticeOf(psa: TestPsa, { location }: Answer): Promise<Notice | null> {
  return psa.connect.findNotice(URL.parse(location ?? '', psa.config.origin)?.searchParams.get('notice'))
}

/** Opens a page with a browser that a ceremony has led to this notice. */
export function openWithNotice(psa: TestPsa, browser: TestBrowser, path: string, id: string): Promise<Answer> {
  browser.cookies.set(`connect-notice-${psa.config.deployment}`, id)
  return browser.get(path)
}

/** Leaves a refusal as a ceremony would. @returns its id */
export function leaveRefusal(psa: TestPsa, code: Notice['code'], details: Notice['details']): Promise<string> {
  return leave(psa, { kind: 'refused', code, details })
}

/** Leaves the success of the links that an employee and their company have, as the ceremony that made them. @returns its id */
export async function leaveSuccess(
  psa: TestPsa,
  code: 'tenant_linked' | 'user_linked' | 'tenant_and_user_linked',
  { id: userId, tenant: tenantId }: Pick<Employee, 'id' | 'tenant'>,
): Promise<string> {
  const { tenantLinks, userLinks } = kyselyStore(psa.db).records
  const [link, own] = [await tenantLinks.findHeldOfTenant(tenantId), await userLinks.findOfUser(userId)]
  assert.ok(link && own)
  const about = {
    tenantId,
    ...(code !== 'user_linked' && { tenantLinkId: link.id }),
    ...(code !== 'tenant_linked' && { userLink: { id: own.id, userId } }),
  }
  const details = { organization: link.organizationName, account: own.accountName }
  return leave(psa, { kind: 'done', code, details, about })
}

type Kept = Parameters<ReturnType<typeof kyselyStore>['records']['notices']['insert']>[1]

async function leave(psa: TestPsa, notice: Omit<Kept, 'reference'>): Promise<string> {
  const id = `not_${randomUUID()}`
  await kyselyStore(psa.db).records.notices.insert(id, { reference: 'TESTREFERENCE', ...notice }, psa.now())
  return id
}
