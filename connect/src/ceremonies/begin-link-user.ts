import type { HostSession } from '../api/host.ts'
import { redirect } from '../http/responses.ts'
import type { Kit } from '../kit.ts'
import { Refusal } from '../refusal.ts'
import { EVERYONE, mayLink } from '../user-links/may-link.ts'
import { newAttempt, tryOrNotify, sendToHub } from './begin-attempt.ts'
import { plainName } from '../plain-name.ts'

/** `POST /connect/link-user`: an employee enables logging in through the hub. */
export async function beginLinkUser<Tx>(kit: Kit<Tx>, request: Request): Promise<Response> {
  const session = await kit.sessions.read(request)
  if (!session) return redirect(new URL(kit.paths.login, kit.product.origin))
  return tryOrNotify(kit, kit.paths.mySettings, session, async () => {
    const { tenant, user, organizationId } = await checkStart(kit, session)
    const { row, secret } = newAttempt(kit, 'att')
    const attempt = {
      ...row,
      kind: 'link_user' as const,
      tenantId: session.tenantId,
      userId: session.userId,
      sessionId: session.id,
    }
    const linking = {
      version: 1,
      kind: 'user',
      tenant: { id: tenant.id, name: plainName(tenant) },
      user: { id: user.id, name: plainName(user) },
      audit_id: row.auditId,
    }
    const parameters = { max_age: '0', organization: organizationId, linking: JSON.stringify(linking) }
    return sendToHub(kit, request, attempt, secret, parameters)
  })
}

/** Whether it makes sense to begin; everything is read once more in the commit that makes the link. */
function checkStart<Tx>(kit: Kit<Tx>, { tenantId, userId }: HostSession) {
  return kit.store.transaction(async (records, tx) => {
    const user = await kit.users.find(tx, userId)
    const policy = (await records.policies.find(tenantId)) ?? EVERYONE
    if (!mayLink(user, tenantId, policy)) throw new Refusal('user_barred')
    const tenant = await kit.tenants.find(tx, tenantId)
    if (tenant?.feature !== 'on') throw new Refusal('not_invited')
    const link = await records.tenantLinks.findHeldOfTenant(tenantId)
    if (link?.state !== 'active') throw new Refusal('tenant_not_linked')
    if (link.suspendedAt !== null) throw new Refusal('link_suspended')
    const own = await records.userLinks.findOfUser(userId)
    if (own) throw new Refusal('user_already_linked', { account: own.accountName })
    return { user, tenant, organizationId: link.organizationId }
  })
}
