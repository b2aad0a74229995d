import { inTransaction } from '@lanyard/storage'
import { type Caller, permit } from './permit.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Psa } from '../psa.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'
import { getEmployee } from './find-employee.ts'
import { keepAnAdmin, endEmployment } from './end-employment.ts'

/**
 * Locks an employee out. The user link and every session end in the same commit, which frees the hub's member (A26);
 * activating again restores nothing.
 *
 * @throws {Refusal} `not_an_admin`, `proof_required`, `employee_not_found`, `last_admin`
 */
export function deactivateEmployee(
  psa: Pick<Psa, 'db' | 'now' | 'connect'>,
  { employee: { id, tenant }, by }: { employee: Employee; by: Caller },
): Promise<void> {
  return inTransaction(psa, async (psa) => {
    const may = await permit(psa, 'employee.deactivated', by, tenant)
    const employee = await getEmployee(psa, tenant, id)
    if (employee.deactivated) return
    await keepAnAdmin(psa, employee)
    await employees.deactivate(psa.db, id, may.actor, psa.now())
    await endEmployment(psa, employee, may.actor)
    await recordAct(psa, { tenant, ...may, subject: id })
  })
}
