import { inTransaction } from '@lanyard/storage'
import type { Caller } from '../../actor.ts'
import { nameDoer } from '../../people/members/name-doer.ts'
import { permit } from '../../people/permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { LinkId } from '../../ids.ts'
import { noteEnded } from '../../delivery/product-sessions/note-ended.ts'
import { Refusal } from '../../refusal.ts'
import { announce } from '../../delivery/event-log/announce.ts'
import { notifyMasters } from './notify-masters.ts'
import type { EndedLink } from './tenant-link.ts'
import * as tenantLinks from './tenant-links-store.ts'

/**
 * Disconnects an active link at the hub. From this commit on no token names it; the product hears of it by an event.
 *
 * HUB_EVENT_SAME_COMMIT: the link's end and the event in its deployment's log are one commit.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `link_unknown` (no active link of that id)
 */
export async function severTenantLink(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { id, by }: { readonly id: LinkId; readonly by: Caller },
): Promise<EndedLink> {
  return inTransaction(hub, async (hub) => {
    const link = await tenantLinks.find(hub.db, id)
    if (link?.state !== 'active') throw new Refusal('link_unknown')
    const may = await permit(hub, 'tenant_link.sever', by, link)
    const ended = await tenantLinks.endActive(hub.db, id, { at: hub.now(), by: may.actor, reason: 'severed' })
    if (ended === null) throw new Refusal('link_unknown')

    const auditId = newId('aud')
    const content = { type: 'link_ended', link: id, reason: ended.endReason } as const
    const { deployment, organization } = ended
    await noteEnded(hub, { deployment, organization })
    await announce(hub, [{ deployment, organization, content }], { auditId })
    await recordAct(hub, {
      auditId,
      organization,
      ...may,
      subject: id,
    })
    await notifyMasters(hub, 'tenant_unlinked', ended, { by: await nameDoer(hub, may.actor) })
    return ended
  })
}
