import { inTransaction } from '@lanyard/storage'
import { type Actor, recordAct } from '../audit/record-act.ts'
import type { Psa } from '../psa.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'
import { getEmployee } from './find-employee.ts'
import { keepAnAdmin, letGo } from './let-go.ts'

/**
 * Locks an employee out. The user link and every session end in the same commit, which frees the hub's member (A26);
 * activating again restores nothing.
 *
 * @throws {Refusal} `employee_not_found`, `last_admin`
 */
export function deactivateEmployee(
  psa: Pick<Psa, 'db' | 'now' | 'connect'>,
  { employee: { id, tenant }, by }: { employee: Employee; by: Actor },
): Promise<void> {
  return inTransaction(psa, async (psa) => {
    const employee = await getEmployee(psa, tenant, id)
    if (employee.deactivated) return
    await keepAnAdmin(psa, employee)
    await employees.deactivate(psa.db, id, by, psa.now())
    await letGo(psa, id)
    await recordAct(psa, { tenant, actor: by, act: 'employee.deactivated', subject: id })
  })
}
