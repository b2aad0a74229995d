import { inTransaction } from '@lanyard/storage'
import { LONGEST_NAME, readName, readUsername, wordKey } from '@lanyard/text'
import { type Caller, permit } from './permit.ts'
import { recordAct } from '../audit/record-act.ts'
import { newUserId, type TenantId } from '../ids.ts'
import { normalizeEmail } from '../mail/email.ts'
import { readPassword } from '../passwords/password.ts'
import { setPassword } from '../passwords/set-password.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { readField } from '../read-field.ts'
import type { Employee, Role } from './employee.ts'
import * as employees from './employee-store.ts'

export interface EmployeeToCreate {
  readonly tenant: TenantId
  readonly username: string
  readonly name: string
  readonly email: string
  readonly role: Role
  /** Without one the employee sets one by mail before the first local login (A27). */
  readonly password?: string | undefined
  readonly by: Caller
}

/** @throws {Refusal} `not_an_admin`, `proof_required`, `username_taken`, `email_invalid`, `form_invalid`, and those of `readPassword` */
export async function createEmployee(
  psa: Pick<Psa, 'db' | 'now' | 'brand' | 'suite'>,
  request: EmployeeToCreate,
): Promise<Employee> {
  const { password } = request
  const hash = password === undefined ? undefined : await readPassword(psa, password, request)
  return inTransaction(psa, async (psa) => {
    const may = await permit(psa, 'employee.created', request.by, request.tenant)
    const employee: Employee = {
      id: newUserId(),
      tenant: request.tenant,
      class: 'employee',
      name: readField('name', readName(request.name), LONGEST_NAME),
      username: wordKey(readField('username', readUsername(request.username))),
      email: normalizeEmail(request.email),
      role: request.role,
      deactivated: null,
    }
    if (!(await employees.insert(psa.db, employee, psa.now()))) {
      throw new Refusal('username_taken', { username: employee.username })
    }
    if (hash !== undefined) await setPassword(psa, { user: employee.id, hash })
    await recordAct(psa, { tenant: request.tenant, ...may, subject: employee.id })
    return employee
  })
}
