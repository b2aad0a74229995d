import type { Actor } from '../actor.ts'
import { deleteRequestsOf } from '../invitation-requests/invitation-requests.ts'
import { voidResetLinks } from '../passwords/reset-links.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { endUserSessions } from '../sessions/end-session.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'

/** The last admin who can log in stays one: no one else could let anyone in again (P19). @throws {Refusal} `last_admin` */
export async function keepAnAdmin(psa: Pick<Psa, 'db'>, { id, tenant, role, deactivated }: Employee): Promise<void> {
  if (role !== 'admin' || deactivated) return
  const admins = await employees.lockActiveAdmins(psa.db, tenant)
  if (admins.every((admin) => admin === id)) throw new Refusal('last_admin')
}

/**
 * Ends user link, sessions, mailed links and a pending request to the operator, in the commit in which a person stops
 * being a working employee (A26): what is given back to them later revives none of it.
 */
export async function endEmployment(
  psa: Pick<Psa, 'db' | 'now' | 'connect'>,
  { id: user, name: fullName }: Pick<Employee, 'id' | 'name'>,
  by: Actor,
): Promise<void> {
  await psa.connect.forgetUser(psa.db, user, { by, fullName })
  await endUserSessions(psa, user)
  await voidResetLinks(psa.db, user, psa.now())
  await deleteRequestsOf(psa.db, user)
}
