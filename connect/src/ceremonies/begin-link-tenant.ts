import type { HostSession } from '../api/host.ts'
import { redirect } from '../http/responses.ts'
import type { Kit } from '../kit.ts'
import { Refusal } from '../refusal.ts'
import { deliverEnds } from '../tenant-links/deliver.ts'
import { getAdmin } from '../tenant-links/switch-off.ts'
import { newAttempt, tryOrNotify, sendToHub } from './begin-attempt.ts'
import { plainName } from '../plain-name.ts'

/** `POST /connect/link-tenant`: the admin switches the link on. */
export async function beginLinkTenant<Tx>(kit: Kit<Tx>, request: Request): Promise<Response> {
  const session = await kit.sessions.read(request)
  if (!session) return redirect(new URL(kit.paths.login, kit.product.origin))
  return tryOrNotify(kit, kit.paths.tenantSettings, session, async () => {
    const { tenant, user } = await checkStart(kit, session)
    await deliverFormerEnds(kit, session.tenantId)
    const { row, secret } = newAttempt(kit, 'lnk')
    const attempt = {
      ...row,
      kind: 'link_tenant' as const,
      tenantId: session.tenantId,
      userId: session.userId,
      sessionId: session.id,
    }
    const detail = {
      type: 'tenant_link',
      version: 1,
      link_id: row.id,
      tenant: { id: tenant.id, name: plainName(tenant) },
      deployment: kit.product.deployment,
      user: { id: user.id, name: plainName(user) },
      audit_id: row.auditId,
    }
    const parameters = { max_age: '0', authorization_details: JSON.stringify([detail]) }
    return sendToHub(kit, request, attempt, secret, parameters)
  })
}

/** Whether it makes sense to begin; everything is read once more in the commit that makes the link pending. */
function checkStart<Tx>(kit: Kit<Tx>, session: HostSession) {
  return kit.store.transaction(async (records, tx) => {
    const user = await getAdmin(kit, tx, session)
    const tenant = await kit.tenants.find(tx, session.tenantId)
    if (tenant?.feature !== 'on') throw new Refusal('not_invited')
    const held = await records.tenantLinks.findHeldOfTenant(session.tenantId)
    if (held) throw new Refusal('tenant_already_linked', { organization: held.organizationName })
    return { tenant, user }
  })
}

/** Milliseconds that the admin waits for the hub to hear of former ends, of each of the two kinds. */
const TELLING = 3000

/**
 * The hub would refuse while it still holds a former link of this tenant, or of the organization with another tenant
 * (A12). Without the former this does not begin; the latter is told as far as the hub listens. What is left is told by
 * the next round.
 */
async function deliverFormerEnds<Tx>(kit: Kit<Tx>, tenantId: string): Promise<void> {
  const { owedEnds } = kit.store.records
  const isTold = await deliverEnds(kit, await owedEnds.ofTenant(tenantId), TELLING)
  const [left] = isTold ? [] : await owedEnds.ofTenant(tenantId)
  if (left) throw new Refusal('previous_link_closing', { organization: left.organizationName })
  await deliverEnds(kit, await owedEnds.due(Number.MAX_SAFE_INTEGER), TELLING)
}
