import { inTransaction } from '@lanyard/storage'
import type { Caller } from '../../actor.ts'
import { permit } from '../../people/permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { LinkId, MemberId } from '../../ids.ts'
import { getMember } from '../../people/members/find-member.ts'
import type { JoinedMember } from '../../people/members/member.ts'
import { raiseEpoch } from '../../people/members/raise-epoch.ts'
import { lockMembers } from '../../people/organizations/lock-organization.ts'
import { noteEnded } from '../../delivery/product-sessions/note-ended.ts'
import { Refusal } from '../../refusal.ts'
import { announce } from '../../delivery/event-log/announce.ts'
import { holdActiveLink } from '../tenant-links/find-links.ts'
import { unlinkEvent } from '../../delivery/event-log/unlink-event.ts'
import * as userLinks from './user-links-store.ts'

/**
 * A person ends their user link in a product, from here. The product keeps user links, so this is a request in its log: it
 * ends what was linked before this commit, with its sessions, and says so by its report; until then the hub goes on
 * showing the link. A user who links again after this commit stays linked, however late the product reads.
 *
 * UNLINK_BY_EPOCH: the new epoch and the event are one commit, and proofs from before name a lower epoch. The request is
 * kept until the report, for a product that misses the event. Asking again is a request of its own.
 *
 * @param request.link the tenant link under which the user is linked
 * @param request.by the person, a master of the organization, or the operator
 * @throws {Refusal} `user_link_unknown` (no active link of the organization, or no report of a user link under it),
 *   `not_a_master`, `proof_required`, `member_unknown`
 */
export async function unlinkUser(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { member: id, link: linkId, by }: { readonly member: MemberId; readonly link: LinkId; readonly by: Caller },
): Promise<void> {
  await inTransaction(hub, async (hub) => {
    const { organization } = await getMember(hub, id)
    await lockMembers(hub.db, organization)
    const may = await permit(hub, 'user_link.unlink', by, { organization, member: id })
    const member = await raiseEpoch(hub.db, id)
    const link = await holdActiveLink(hub, linkId)
    const request = { link: linkId, sub: member.account, epoch: member.epoch }
    const isLinked = link?.organization === organization && (await userLinks.requestUnlink(hub.db, request))
    if (!isLinked) throw new Refusal('user_link_unknown')

    const auditId = newId('aud')
    await noteEnded(hub, { deployment: link.deployment, organization, account: member.account })
    await announce(hub, [unlinkEvent(member, link)], { auditId })
    await recordAct(hub, {
      auditId,
      organization,
      ...may,
      subject: linkId,
      account: member.account,
      details: { module: link.module, tenant: link.tenant.name },
    })
  })
}

/**
 * A member was removed: the request of {@link unlinkUser} for every user link that they have through the organization,
 * suspended ones included, in the transaction that removes them. The caller tells the products that are connected; the
 * others hear it with their next tenant link.
 */
export async function requestAllUnlinks(
  hub: Pick<Hub, 'db' | 'now'>,
  { account: sub, organization, epoch }: JoinedMember,
): Promise<void> {
  await userLinks.requestAllUnlinks(hub.db, { sub, organization, epoch }, hub.now())
}
