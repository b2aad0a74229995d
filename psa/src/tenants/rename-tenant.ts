import { inTransaction, isUniqueViolation } from '@lanyard/storage'
import { readName, readUsername, wordKey } from '@lanyard/text'
import { recordAct } from '../audit/record-act.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { readField } from '../read-field.ts'
import { getTenantByCompany } from './find-tenant.ts'
import type { Tenant } from './tenant.ts'
import * as tenants from './tenant-store.ts'

/**
 * Gives a company another name, or another word to log in with. Links hold on its id, so that nothing breaks (A25). What
 * is so already changes nothing.
 *
 * @returns how the company is called then, and whether that is new
 *
 * @throws {Refusal} `tenant_not_found`, `company_taken`, `form_invalid`
 */
export function renameTenant(
  psa: Pick<Psa, 'db' | 'now'>,
  { company, ...request }: { company: string; newCompany?: string | undefined; newName?: string | undefined },
): Promise<Tenant & { readonly changed: boolean }> {
  return inTransaction(psa, async (psa) => {
    const tenant = await getTenantByCompany(psa, company)
    const renamed = {
      id: tenant.id,
      company:
        request.newCompany === undefined
          ? tenant.company
          : wordKey(readField('company', readUsername(request.newCompany))),
      name: request.newName === undefined ? tenant.name : readField('name', readName(request.newName)),
    }
    if (renamed.company === tenant.company && renamed.name === tenant.name) return { ...tenant, changed: false }
    try {
      await tenants.update(psa.db, renamed)
    } catch (error) {
      if (isUniqueViolation(error)) throw new Refusal('company_taken', { company: renamed.company })
      throw error
    }
    await recordAct(psa, { tenant: tenant.id, actor: 'operator', act: 'tenant.renamed', subject: tenant.id })
    return { ...renamed, changed: true }
  })
}
