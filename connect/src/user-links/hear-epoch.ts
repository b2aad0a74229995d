import type { UnlinkRequest } from '../hub/api-answers.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { endLocalSessions } from '../local-sessions/end-local-sessions.ts'
import { writeEnds } from '../product-sessions/write-ends.ts'
import type { Records } from '../records/store.ts'
import type { ActiveLink } from '../records/tenant-links.ts'
import { unlinkByHub } from './unlink-user.ts'

/** What the hub said of a member, by an event or in the state of their tenant link. */
export interface RaisedEpoch {
  readonly organizationId: string
  readonly subject: string
  readonly epoch: number
  /** Why the hub raised it; see `docs/tenant-linking.md`. */
  readonly reason: string
  readonly auditId: string
  /** The tenant link under which the member asked to be unlinked; null where the epoch rose for another reason. */
  readonly unlinkedFrom: string | null
  /** The member is unlinked because they were removed from the organization, as far as the hub's words show it. */
  readonly isRemoval?: boolean
}

/** Reasons for which the hub has not ended what a person has elsewhere: one is about a link, the other lets a person in again. */
const SPARING = ['unlinked', 'reactivated']

/** MEMBER_EPOCH: sessions from before the epoch end, and so does the user link where the member asked for it. */
export async function hearEpoch<Tx>(kit: Kit<Tx>, records: Records, tx: Tx, raised: RaisedEpoch): Promise<void> {
  const { organizationId, subject, epoch, reason, auditId, unlinkedFrom } = raised
  const known = await records.memberEpochs.raise(kit.issuer, organizationId, subject, epoch)
  if (unlinkedFrom !== null) await unlinkByHub(kit, records, tx, { ...raised, unlinkedFrom })
  const holders = await records.sessions.deleteBelowEpoch(kit.issuer, organizationId, subject, known)
  if (!SPARING.includes(reason)) {
    await endLocalSessions(kit, records, tx, { holders, subject, organizationId, auditId })
  }
  if (holders.length === 0) return
  const link = await records.tenantLinks.findHeldOfOrganization(kit.issuer, organizationId)
  const details = { organizationId, subject, epoch, reason }
  const ended = { auditId, at: kit.now(), action: 'sessions_ended', ...(link && { linkId: link.id }), details } as const
  await writeEnds(kit, records, tx, holders, ended)
}

/** The same where the hub says with a link's state who asked to be unlinked, or was removed. */
export async function hearUnlinked<Tx>(
  kit: Kit<Tx>,
  records: Records,
  tx: Tx,
  { link, request }: { readonly link: ActiveLink; readonly request: UnlinkRequest },
): Promise<void> {
  const { id: unlinkedFrom, organizationId } = link
  const said = { ...request, organizationId, reason: 'unlinked', unlinkedFrom }
  await hearEpoch(kit, records, tx, { ...said, auditId: newAuditId() })
}
