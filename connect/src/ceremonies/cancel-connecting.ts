import { doerOf } from '../doer.ts'
import { redirect } from '../http/responses.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { leaveNotice } from '../notices/notices.ts'
import { endByProduct } from '../tenant-links/end-link.ts'
import { getAdmin } from '../tenant-links/switch-off.ts'
import { tryOrNotify } from './begin-attempt.ts'

/**
 * `POST /connect/cancel-connecting`: ends a link that is pending still, and owes the hub the end. One that has become
 * active meanwhile stays, and the notice says so: switching that off takes a password.
 */
export async function cancelConnecting<Tx>(kit: Kit<Tx>, request: Request): Promise<Response> {
  const session = await kit.sessions.read(request)
  if (!session) return redirect(new URL(kit.paths.login, kit.product.origin))
  const path = kit.paths.tenantSettings
  return tryOrNotify(kit, path, session, async () => {
    const auditId = newAuditId()
    const { link, ended } = await kit.store.transaction(async (records, tx) => {
      const doer = doerOf(await getAdmin(kit, tx, session))
      const link = await records.tenantLinks.findHeldOfTenant(session.tenantId)
      const cause = { reason: 'cancelled', auditId, doer }
      return { link, ended: link && (await endByProduct(kit, records, link.id, cause, ['pending'])) }
    })
    if (!link) return redirect(new URL(path, kit.product.origin))
    if (ended) kit.wake()
    const notice = ended
      ? ({ code: 'connecting_cancelled', about: { tenantId: link.tenantId } } as const)
      : ({ code: 'already_connected', about: { tenantId: link.tenantId, tenantLinkId: link.id } } as const)
    const details = { organization: link.organizationName }
    return leaveNotice(kit, { path }, { kind: 'done', reference: auditId, details, ...notice })
  })
}
