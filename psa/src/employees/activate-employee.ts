import { inTransaction } from '@lanyard/storage'
import { type Caller, permit } from './permit.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Psa } from '../psa.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'
import { getEmployee } from './find-employee.ts'

/** Lets a deactivated employee log in again, with nothing but the PSA password. @throws {Refusal} `not_an_admin`, `proof_required`, `employee_not_found` */
export function activateEmployee(
  psa: Pick<Psa, 'db' | 'now'>,
  { employee: { id, tenant }, by }: { employee: Employee; by: Caller },
): Promise<void> {
  return inTransaction(psa, async (psa) => {
    const may = await permit(psa, 'employee.activated', by, tenant)
    const employee = await getEmployee(psa, tenant, id)
    if (!employee.deactivated) return
    await employees.activate(psa.db, id)
    await recordAct(psa, { tenant, ...may, subject: id })
  })
}
