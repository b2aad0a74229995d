import { inTransaction } from '@lanyard/storage'
import { type Caller, permit } from './permit.ts'
import { recordAct } from '../audit/record-act.ts'
import { forgetBrowsers } from '../browsers/browsers.ts'
import type { Psa } from '../psa.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'
import { getEmployee } from './find-employee.ts'
import { keepAnAdmin, endEmployment } from './end-employment.ts'

/**
 * Removes an employee, with user link and sessions in the same commit (A26). The username is free again, the id never
 * is (T43).
 *
 * @throws {Refusal} `not_an_admin`, `proof_required`, `employee_not_found`, `last_admin`
 */
export function deleteEmployee(
  psa: Pick<Psa, 'db' | 'now' | 'connect'>,
  { employee: { id, tenant }, by }: { employee: Employee; by: Caller },
): Promise<void> {
  return inTransaction(psa, async (psa) => {
    const may = await permit(psa, 'employee.deleted', by, tenant)
    const employee = await getEmployee(psa, tenant, id)
    await keepAnAdmin(psa, employee)
    await employees.markDeleted(psa.db, id, may.actor, psa.now())
    await endEmployment(psa, employee, may.actor)
    await forgetBrowsers(psa, id)
    await recordAct(psa, { tenant, ...may, subject: id })
  })
}
