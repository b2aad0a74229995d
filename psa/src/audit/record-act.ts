import type { Psa } from '../psa.ts'
import { newAuditId, type TenantId, type UserId } from '../ids.ts'

export type Act =
  | 'client.created'
  | 'contact.created'
  | 'employee.activated'
  | 'employee.created'
  | 'employee.deactivated'
  | 'employee.deleted'
  | 'employee.made_contact'
  | 'employee.renamed'
  | 'invitation.given'
  | 'invitation.requested'
  | 'invitation.withdrawn'
  | 'link_policy.changed'
  | 'local_sessions.changed'
  | 'password.changed'
  | 'password.reset'
  | 'sign_on.disabled'
  | 'sign_on.switched_off'
  | 'tenant.created'
  | 'tenant.renamed'

/** Whoever acts: a user, or the system's user at the command line. */
export type Actor = UserId | 'operator'

/** Writes down an act in its own transaction: who did what to whom. Never a secret, never a text that people typed. */
export async function recordAct(
  psa: Pick<Psa, 'db' | 'now'>,
  entry: { tenant: TenantId; actor: Actor; act: Act; subject: string },
): Promise<void> {
  const { tenant, ...rest } = entry
  await psa.db
    .insertInto('audit_entries')
    .values({ id: newAuditId(), tenant_id: tenant, at: psa.now(), ...rest })
    .execute()
}
