import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import type { Employee } from '../employees/employee.ts'
import type { Psa } from '../psa.ts'
import { isInvited } from './invitation.ts'
import * as invitations from './invitation-store.ts'

/** Keeps an admin's wish to be invited until the operator answers it. Asking twice changes nothing. */
export async function requestInvitation(psa: Pick<Psa, 'db' | 'now'>, admin: Employee): Promise<void> {
  await inTransaction(psa, async (psa) => {
    if (isInvited(await invitations.find(psa.db, admin.tenant))) return
    if (!(await invitations.insertRequest(psa.db, admin.tenant, admin.id, psa.now()))) return
    await recordAct(psa, { tenant: admin.tenant, actor: admin.id, act: 'invitation.requested', subject: admin.tenant })
  })
}
