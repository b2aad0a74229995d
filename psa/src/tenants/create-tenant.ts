import { inTransaction } from '@lanyard/storage'
import { readName, readUsername, wordKey } from '@lanyard/text'
import { recordAct } from '../audit/record-act.ts'
import { newTenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { readField } from '../read-field.ts'
import type { Tenant } from './tenant.ts'
import * as tenants from './tenant-store.ts'

/**
 * Opens the deployment to another company. It is not invited to log in through the hub by that.
 *
 * @throws {Refusal} `company_taken`, `form_invalid`
 */
export function createTenant(
  psa: Pick<Psa, 'db' | 'now'>,
  { company, name }: { company: string; name: string },
): Promise<Tenant> {
  return inTransaction(psa, async (psa) => {
    const tenant = {
      id: newTenantId(),
      company: wordKey(readField('company', readUsername(company))),
      name: readField('name', readName(name)),
    }
    if (!(await tenants.insert(psa.db, tenant, psa.now()))) throw new Refusal('company_taken', { company })
    await recordAct(psa, { tenant: tenant.id, actor: 'operator', act: 'tenant.created', subject: tenant.id })
    return tenant
  })
}
