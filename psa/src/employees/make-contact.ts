import { inTransaction } from '@lanyard/storage'
import { type Caller, permit } from './permit.ts'
import { recordAct } from '../audit/record-act.ts'
import { takeClient } from '../contacts/take-client.ts'
import { findContactByEmail } from '../contacts/find-contact.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'
import { getEmployee } from './find-employee.ts'
import { keepAnAdmin, endEmployment } from './end-employment.ts'

/**
 * Makes an employee a contact of a client company, who has the client portal and nothing else: user link and sessions
 * end in the same commit (A26), and the hub never opens a contact (A21).
 *
 * @throws {Refusal} `not_an_admin`, `proof_required`, `employee_not_found`, `last_admin`, `email_taken`
 */
export function makeContact(
  psa: Pick<Psa, 'db' | 'now' | 'connect'>,
  { employee: { id, tenant }, client, by }: { employee: Employee; client: string; by: Caller },
): Promise<void> {
  return inTransaction(psa, async (psa) => {
    const may = await permit(psa, 'employee.made_contact', by, tenant)
    const employee = await getEmployee(psa, tenant, id)
    await keepAnAdmin(psa, employee)
    if (await findContactByEmail(psa, tenant, employee.email)) throw new Refusal('email_taken')
    const { id: clientId } = await takeClient(psa, { tenant, name: client })
    await employees.makeContact(psa.db, id, clientId)
    await endEmployment(psa, employee, may.actor)
    await recordAct(psa, { tenant, ...may, subject: id })
  })
}
