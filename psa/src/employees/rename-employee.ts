import { inTransaction, isUniqueViolation } from '@lanyard/storage'
import { LONGEST_NAME, readName, readUsername, wordKey } from '@lanyard/text'
import { recordAct } from '../audit/record-act.ts'
import { lockUser } from '../db/lock-user.ts'
import { normalizeEmail } from '../mail/email.ts'
import { sendMail } from '../mail/send-mail.ts'
import { voidResetLinks } from '../passwords/reset-links.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { readField } from '../read-field.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'
import { getEmployee } from './find-employee.ts'

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
 * Links that were mailed to a former address open nothing any more (T11), and both addresses are told (T46).
 *
 * @throws {Refusal} `employee_not_found`, `username_taken`, `email_invalid`, `form_invalid`
 */
export function renameEmployee(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'words'>,
  request: EmployeeRenaming,
): Promise<Employee> {
  return inTransaction(psa, async (psa) => {
    const { by } = request
    await lockUser(psa.db, request.employee.id)
    const employee = await getEmployee(psa, request.employee.tenant, request.employee.id)
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
    if (isSame) return request.employee
    try {
      await employees.update(psa.db, renamed)
    } catch (error) {
      if (isUniqueViolation(error)) throw new Refusal('username_taken', { username: renamed.username })
      throw error
    }
    if (renamed.email !== employee.email) await leaveAddress(psa, employee, renamed)
    await recordAct(psa, { tenant: employee.tenant, actor: by, act: 'employee.renamed', subject: employee.id })
    return renamed
  })
}

async function leaveAddress(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'words'>,
  { email: from }: Employee,
  { id, name, email: to }: Employee,
): Promise<void> {
  await voidResetLinks(psa.db, id, psa.now())
  for (const address of [from, to])
    await sendMail(psa, { to: address, ...psa.words.mails.emailChanged(name, from, to) })
}
