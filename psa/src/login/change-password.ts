import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import type { Origin } from '../browsers/browsers.ts'
import { lockUser } from '../db/lock-user.ts'
import type { Employee } from '../employees/employee.ts'
import { sendMail } from '../mail/send-mail.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { endUserSessions } from '../sessions/end-session.ts'
import { isLive } from '../sessions/live-sessions.ts'
import type { Session } from '../sessions/session.ts'
import { readPassword } from '../passwords/password.ts'
import { provePassword } from '../passwords/prove-password.ts'
import { setPassword } from '../passwords/set-password.ts'

export interface PasswordChange extends Origin {
  readonly employee: Employee
  /** The session that acts, which goes on; every other one of the employee ends (T9). */
  readonly session: Session
  readonly current: string
  readonly next: string
}

/**
 * @throws {Refusal} `session_required`, `password_unset`, `password_wrong`, `too_many_attempts`, and those of `readPassword`
 */
export async function changePassword(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'connect' | 'words' | 'brand' | 'suite'>,
  { employee, session, current, next, ...origin }: PasswordChange,
): Promise<void> {
  await provePassword(psa, { user: employee.id, password: current, ...origin })
  const hash = await readPassword(psa, next, employee)
  await inTransaction(psa, async (psa) => {
    await lockUser(psa.db, employee.id)
    // The account may have been recovered meanwhile, or ended what this person may do here.
    if (!(await isLive(psa, session.id))) throw new Refusal('session_required')
    await setPassword(psa, { user: employee.id, hash })
    await endUserSessions(psa, employee.id, { except: session.id })
    await sendMail(psa, { to: employee.email, ...psa.words.mails.passwordChanged(employee.name) })
    const { tenant, id } = employee
    await recordAct(psa, { tenant, actor: id, act: 'password.changed', subject: id })
  })
}
