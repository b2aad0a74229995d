import type { HostActor } from '../api/host.ts'
import { doneBy, findDoer } from '../doer.ts'
import type { Kit } from '../kit.ts'
import { newAuditId } from '../ids.ts'
import type { LinkPolicy } from '../records/link-policy.ts'
import { Refusal } from '../refusal.ts'

/**
 * Decides who of a tenant may link from now on (A14).
 *
 * @throws {Refusal} `link_policy_empty`: a choice of roles or people without any
 */
export async function setLinkPolicy<Tx>(
  { store, users, now }: Pick<Kit<Tx>, 'store' | 'users' | 'now'>,
  tenantId: string,
  policy: LinkPolicy,
  by?: HostActor,
  alongside?: (tx: Tx) => Promise<void>,
): Promise<void> {
  if (isEmpty(policy)) throw new Refusal('link_policy_empty')
  await store.transaction(async (records, tx) => {
    await alongside?.(tx)
    await records.policies.put(tenantId, policy)
    await records.audit.write({
      auditId: newAuditId(),
      at: now(),
      action: 'link_policy_set',
      ...doneBy(await findDoer({ users }, tx, by)),
      tenantId,
      details: { kind: policy.kind },
    })
  })
}

function isEmpty(policy: LinkPolicy): boolean {
  if (policy.kind === 'everyone') return false
  return (policy.kind === 'roles' ? policy.roles : policy.users).length === 0
}
