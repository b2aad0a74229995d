import type { Kit } from '../kit.ts'
import { newAuditId } from '../ids.ts'
import type { LinkPolicy } from '../records/link-policy.ts'
import { Refusal } from '../refusal.ts'

/**
 * Decides who of a tenant may link from now on (A14).
 *
 * @throws {Refusal} `link_policy_empty`: a choice of roles or people without any
 */
export async function setLinkPolicy(
  { store, now }: Pick<Kit<unknown>, 'store' | 'now'>,
  tenantId: string,
  policy: LinkPolicy,
): Promise<void> {
  if (isEmpty(policy)) throw new Refusal('link_policy_empty')
  await store.transaction(async (records) => {
    await records.policies.put(tenantId, policy)
    const details = { kind: policy.kind }
    await records.audit.write({ auditId: newAuditId(), at: now(), action: 'link_policy_set', tenantId, details })
  })
}

function isEmpty(policy: LinkPolicy): boolean {
  if (policy.kind === 'everyone') return false
  return (policy.kind === 'roles' ? policy.roles : policy.users).length === 0
}
