import { inTransaction } from '@lanyard/storage'
import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../hub.ts'
import { type LinkId, type MemberId, newId } from '../ids.ts'
import { endMemberSessions } from '../members/end-member-sessions.ts'
import { getMember } from '../members/find-member.ts'
import { Refusal } from '../refusal.ts'
import { findTenantLink } from '../tenant-links/find-links.ts'
import * as userLinks from './user-links-store.ts'

/**
 * A person gives up the link between their account and their user in a product. Their sessions through the hub end there,
 * and the product takes the link away when it hears of it; until it says so, the link counts as being unlinked.
 *
 * @throws {Refusal} `user_link_unknown`: not linked there, or not through this member's organization
 */
export async function unlinkUser(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { member: id, link: linkId, by }: { readonly member: MemberId; readonly link: LinkId; readonly by: Actor },
): Promise<void> {
  await inTransaction(hub, async (hub) => {
    const { account, organization } = await getMember(hub, id)
    const link = await findTenantLink(hub, linkId)
    if (account === null || link?.state !== 'active' || link.organization !== organization)
      throw new Refusal('user_link_unknown')
    const { module, tenant } = link
    const { epoch } = await endMemberSessions(hub, { member: id, by })
    if (!(await userLinks.wishUnlinked(hub.db, { link: linkId, sub: account, epoch })))
      throw new Refusal('user_link_unknown')
    await recordAct(hub, {
      auditId: newId('aud'),
      organization,
      actor: by,
      action: 'user_link.unlink',
      subject: linkId,
      account,
      details: { module, tenant: tenant.name },
    })
  })
}
