import type { Contact } from '../contacts/contact.ts'
import { findContact } from '../contacts/find-contact.ts'
import type { Employee } from '../employees/employee.ts'
import { findEmployee } from '../employees/find-employee.ts'
import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'

/** Who may set a password: an employee or a contact who is not deactivated. In a transaction the row is held until the commit. */
export async function findActivePerson(psa: Pick<Psa, 'db'>, id: UserId): Promise<Employee | Contact | null> {
  const person = (await findEmployee(psa, id)) ?? (await findContact(psa, id))
  return person?.deactivated === null ? person : null
}
