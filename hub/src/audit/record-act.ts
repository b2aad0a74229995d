import type { Actor } from '../actor.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import type { AuditId, OrganizationId } from '../ids.ts'

export interface Act {
  /** The same in the audit rows of every part that the act touches; made by whoever begins it. */
  readonly auditId: AuditId
  readonly organization: OrganizationId | null
  readonly actor: Actor
  /** Verb and noun: `tenant_link.approve`. */
  readonly action: string
  /** Id of what was acted upon. */
  readonly subject: string
  /** Never a secret. */
  readonly details?: Readonly<Record<string, string | number | null>>
}

/** Writes an act down in the transaction that does it: either both are there or neither. */
export async function recordAct(hub: Pick<Hub, 'db' | 'now'>, act: Act): Promise<void> {
  await hub.db
    .insertInto('audit')
    .values({
      id: newId('aud'),
      audit_id: act.auditId,
      at: hub.now(),
      organization: act.organization,
      actor: act.actor,
      action: act.action,
      subject: act.subject,
      details: JSON.stringify(act.details ?? {}),
    })
    .execute()
}
