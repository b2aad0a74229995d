import type { LocalUser } from '../api/host.ts'
import { doerOf, doneBy, findSubject } from '../doer.ts'
import type { UnlinkRequest } from '../hub/api-answers.ts'
import { newId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { AuditEntry } from '../records/ledger.ts'
import type { Records } from '../records/store.ts'
import type { ActiveLink, ModuleUrl, PendingLink } from '../records/tenant-links.ts'
import type { UserLink } from '../records/user-links.ts'
import { hearUnlinked } from '../user-links/hear-epoch.ts'
import { isEmployeeOf } from '../user-links/may-link.ts'

type Linked = Pick<UserLink, 'userId' | 'accountName'>

/** What the hub said with "active". */
interface Said {
  readonly moduleUrl: ModuleUrl | null
  readonly unlinked: readonly UnlinkRequest[]
}

/**
 * The hub said that a link is active. Moves it from pending, and settles the tenant's user links in the same commit
 * (USERS_AT_ACTIVATION): those of another organization go, and those of members who are to be unlinked; other suspended
 * ones come back, the admin's own is made where it was proved. A link that is not pending is left as it is
 * (PRODUCT_ACTIVATE_CAS).
 */
export async function activateLink<Tx>(
  kit: Kit<Tx>,
  { id, adminUserId }: Pick<PendingLink, 'id' | 'adminUserId'>,
  { moduleUrl, unlinked }: Said,
): Promise<void> {
  await kit.store.transaction(async (records, tx) => {
    const at = kit.now()
    // The user before the link, as what ends a user locks them (`endConnecting`): each waits for the other's commit.
    const admin = await kit.users.find(tx, adminUserId)
    const link = await records.tenantLinks.activate(id, at, moduleUrl)
    if (!link) return
    // A hub of an older version tells its unlink requests to a question alone: the next turn asks.
    await records.tenantLinks.noteChecked(link, 0, null)
    const { tenantId } = link
    const entry = entryOf(link, admin, at)
    await records.audit.write({ ...entry(), action: 'tenant_link_active', userId: adminUserId })

    await records.userLinks.deleteForeign(tenantId, link.issuer, link.organizationId)
    for (const request of unlinked) await hearUnlinked(kit, records, tx, { link, request })
    const own = await proveOwn(kit, records, link, admin)
    const entryOn = async ({ userId, accountName }: Linked) => {
      const subject = userId === adminUserId ? undefined : await findSubject(kit, tx, userId)
      return { ...entry(accountName, subject), userId }
    }
    if (own) await displace(records, own, entryOn)
    const restored = await records.userLinks.restore(tenantId, link.id)
    if (own) await records.userLinks.insert(own)

    for (const former of restored) {
      await records.reports.note(link.id, former.subject, 'linked', at)
      await records.audit.write({ ...(await entryOn(former)), action: 'user_link_restored' })
    }
    if (own) {
      await records.reports.note(link.id, own.subject, 'linked', at)
      await records.audit.write({ ...(await entryOn(own)), action: 'user_linked' })
    }
  })
}

/** What the entries of an activation share: the admin does it, who may be gone by now. */
function entryOf(link: ActiveLink, admin: LocalUser | null, at: number) {
  const { auditId, tenantId, id: linkId, organizationName: organization } = link
  const doer = admin ? doerOf(admin) : ({ actor: `user:${link.adminUserId}`, name: link.adminName } as const)
  return (account?: string, subject?: string) => {
    return { auditId, at, tenantId, linkId, ...doneBy(doer, { account, organization, subject }) }
  }
}

/**
 * "Connect and link me": the admin's own link, unless they can no longer log in here, or the member is at a
 * higher epoch than the proof (MEMBER_EPOCH): what they ended meanwhile does not come back.
 */
async function proveOwn(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  link: ActiveLink,
  admin: LocalUser | null,
): Promise<UserLink | null> {
  if (!link.member) return null
  const { subject, accountName, epoch } = link.member
  if (!isEmployeeOf(admin, link.tenantId)) return null
  if ((await records.memberEpochs.raise(link.issuer, link.organizationId, subject, epoch)) > epoch) return null
  return {
    id: newId('uln'),
    tenantId: link.tenantId,
    userId: link.adminUserId,
    issuer: link.issuer,
    organizationId: link.organizationId,
    organizationName: link.organizationName,
    subject,
    accountName,
    memberEpoch: epoch,
    state: 'active',
    linkId: link.id,
    linkedAt: kit.now(),
    lastUsedAt: null,
  }
}

/** USERS_FRESH_PROOF_WINS: suspended links that the proof contradicts go, or restoring them would be stuck for ever. */
async function displace(
  records: Records,
  own: UserLink,
  entryOn: (former: Linked) => Promise<Omit<AuditEntry, 'action'>>,
): Promise<void> {
  const displaced = [await records.userLinks.deleteOfUser(own.userId), await records.userLinks.deleteOfMember(own)]
  for (const former of displaced) {
    if (!former || (former.userId === own.userId && former.subject === own.subject)) continue
    await records.audit.write({ ...(await entryOn(former)), action: 'user_link_displaced' })
  }
}
