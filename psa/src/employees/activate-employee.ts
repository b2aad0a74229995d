import { inTransaction } from '@lanyard/storage'
import { type Actor, recordAct } from '../audit/record-act.ts'
import type { Psa } from '../psa.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'
import { getEmployee } from './find-employee.ts'

/** Lets a deactivated employee log in again, with nothing but the PSA password. @throws {Refusal} `employee_not_found` */
export function activateEmployee(
  psa: Pick<Psa, 'db' | 'now'>,
  { employee: { id, tenant }, by }: { employee: Employee; by: Actor },
): Promise<void> {
  return inTransaction(psa, async (psa) => {
    const employee = await getEmployee(psa, tenant, id)
    if (!employee.deactivated) return
    await employees.activate(psa.db, id)
    await recordAct(psa, { tenant, actor: by, act: 'employee.activated', subject: id })
  })
}
