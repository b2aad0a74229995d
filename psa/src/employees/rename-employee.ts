import { inTransaction, isUniqueViolation } from '@lanyard/storage'
import { LONGEST_NAME, readName, readUsername, wordKey } from '@lanyard/text'
import { recordAct } from '../audit/record-act.ts'
import { normalizeEmail } from '../mail/email.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { readField } from '../read-field.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'

export interface EmployeeRenaming {
  readonly employee: Employee
  readonly name?: string | undefined
  readonly username?: string | undefined
  readonly email?: string | undefined
  readonly by: 'operator'
}

/**
 * Changes what an employee is called, logs in with, or gets mail at. Nothing is linked or unlinked by it (A25, P6).
 * Of two who take one username at once, one gets it: the unique index decides. What is so already changes nothing.
 *
 * @throws {Refusal} `username_taken`, `email_invalid`, `form_invalid`
 */
export function renameEmployee(psa: Pick<Psa, 'db' | 'now'>, request: EmployeeRenaming): Promise<Employee> {
  return inTransaction(psa, async (psa) => {
    const { employee, by } = request
    const renamed = {
      ...employee,
      name: request.name === undefined ? employee.name : readField('name', readName(request.name), LONGEST_NAME),
      username:
        request.username === undefined
          ? employee.username
          : wordKey(readField('username', readUsername(request.username))),
      email: request.email === undefined ? employee.email : normalizeEmail(request.email),
    }
    const isSame = (['name', 'username', 'email'] as const).every((part) => renamed[part] === employee[part])
    if (isSame) return employee
    try {
      await employees.update(psa.db, renamed)
    } catch (error) {
      if (isUniqueViolation(error)) throw new Refusal('username_taken', { username: renamed.username })
      throw error
    }
    await recordAct(psa, { tenant: employee.tenant, actor: by, act: 'employee.renamed', subject: employee.id })
    return renamed
  })
}
