import { type Doer, THE_PRODUCT } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'
import { settleRemoval } from '../user-links/unlink-user.ts'
import { endConnecting } from './end-connecting.ts'

/**
 * An employee was deactivated, deleted or made a contact: their link goes, which frees the member, and so do their
 * sessions through the hub (A26), and a link that they began while it is pending, with their proof in it. Runs in the
 * host's own transaction.
 */
export async function forgetUser(
  kit: Kit<unknown>,
  records: Records,
  userId: string,
  act: { readonly doer: Doer; readonly fullName?: string | undefined } = { doer: THE_PRODUCT },
): Promise<void> {
  // First: where the link became active meanwhile, this waits for that commit, whose user link the next statement finds.
  await endConnecting(kit, records, { userId }, act.doer)
  const link = await records.userLinks.deleteOfUser(userId)
  const reason = act.doer.actor === `user:${userId}` ? {} : ({ reason: 'let_go' } as const)
  if (link) await settleRemoval(kit, records, link, { ...act, ...reason, auditId: newAuditId() })
  else await records.sessions.deleteOfUser(userId)
}
