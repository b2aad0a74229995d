import { inTransaction } from '@lanyard/storage'
import { eraseNames } from '@lanyard/storage/audit-chain'
import { nameKey } from '@lanyard/text'
import type { Hub } from '../../hub.ts'
import { type AuditId, isMemberId, newId } from '../../ids.ts'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { auditSources } from '../../records/audit/audit-source.ts'
import { recordAct } from '../../records/audit/record-act.ts'

/**
 * Erases the address by which the audit calls a person who was invited and has not joined: no account is there whose deletion
 * would. A place that an account holds, or has held, keeps its names. The acts stay, and the chains verify.
 *
 * An invitation that is open keeps its address, by which its next act is named again.
 *
 * @param request.called their address, or the id of the place that was offered to them
 * @param request.auditId of the act that this is a part of, if any
 * @returns how many names
 */
export function eraseNamesOfInvited(
  hub: Pick<Hub, 'db' | 'now'>,
  {
    called,
    by,
    auditId = newId('aud'),
  }: { readonly called: string; readonly by: ActorOf<'invitation.erase_names'>; readonly auditId?: AuditId },
): Promise<number> {
  return inTransaction(hub, async (hub) => {
    let erased = 0
    for (const { place, organization } of await listOffered(hub, called)) {
      erased += await eraseNames(hub.db, auditSources, place)
      await recordAct(hub, { auditId, organization, actor: by, action: 'invitation.erase_names', subject: place })
      // The act itself names an invitation that is open.
      await eraseNames(hub.db, auditSources, place)
    }
    return erased
  })
}

/** Places that no account ever took, by the names that stand beside entries. */
async function listOffered({ db }: Pick<Hub, 'db'>, called: string) {
  const rows = await db
    .selectFrom('audit_names')
    .innerJoin('audit', 'audit.id', 'audit_names.entry')
    .leftJoin('members', 'members.id', 'audit_names.person')
    .select(['audit_names.person', 'audit.organization'])
    .distinct()
    .where((is) => is.or([is('name_key', '=', nameKey(called)), is('person', '=', called)]))
    .where('members.account', 'is', null)
    .execute()
  return rows.flatMap(({ person, organization }) =>
    person !== null && isMemberId(person) ? [{ place: person, organization }] : [],
  )
}
