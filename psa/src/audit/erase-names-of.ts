import { inTransaction } from '@lanyard/storage'
import { eraseNames } from '@lanyard/storage/audit-chain'
import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { auditSources } from './audit-source.ts'
import { recordAct } from './record-act.ts'

/**
 * Erases what the audit calls a person, a deleted one too. The acts stay, with the id in them, and the chains verify.
 *
 * @returns how many names
 * @throws {Refusal} `employee_not_found`
 */
export function eraseNamesOf(psa: Pick<Psa, 'db' | 'now'>, user: UserId): Promise<number> {
  return inTransaction(psa, async (psa) => {
    const person = await psa.db.selectFrom('users').select('tenant_id').where('id', '=', user).executeTakeFirst()
    if (person === undefined) throw new Refusal('employee_not_found')
    await recordAct(psa, { tenant: person.tenant_id, actor: 'operator', act: 'employee.names_erased', subject: user })
    return eraseNames(psa.db, auditSources, user)
  })
}
