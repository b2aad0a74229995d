import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import type { Employee } from '../employees/employee.ts'
import { sendMail } from '../mail/send-mail.ts'
import type { Psa } from '../psa.ts'
import { endUserSessions } from '../sessions/end-session.ts'
import type { Session } from '../sessions/session.ts'
import { hashPassword } from './password.ts'
import * as passwords from './password-store.ts'
import { provePassword } from './prove-password.ts'

export interface PasswordChange {
  readonly employee: Employee
  /** The session that acts, which goes on; every other one of the employee ends (T9). */
  readonly session: Session
  readonly current: string
  readonly next: string
  readonly source: string
}

/**
 * @throws {Refusal} `password_unset`, `password_wrong`, `too_many_attempts`, `password_too_short`,
 * `password_too_long`
 */
export async function changePassword(
  psa: Pick<Psa, 'db' | 'now' | 'connect' | 'words'>,
  { employee, session, current, next, source }: PasswordChange,
): Promise<void> {
  await provePassword(psa, { user: employee.id, password: current, source })
  const hash = await hashPassword(next)
  await inTransaction(psa, async (psa) => {
    await passwords.put(psa.db, employee.id, hash, psa.now())
    await passwords.consumeAllResets(psa.db, employee.id, psa.now())
    await endUserSessions(psa, employee.id, { except: session.id })
    await sendMail(psa, { to: employee.email, ...psa.words.mails.passwordChanged(employee.name) })
    const { tenant, id } = employee
    await recordAct(psa, { tenant, actor: id, act: 'password.changed', subject: id })
  })
}
