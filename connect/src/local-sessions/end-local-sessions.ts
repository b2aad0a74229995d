import { type Doer, doneBy, namesOfUser, THE_HUB, THE_PRODUCT } from '../doer.ts'
import type { Kit } from '../kit.ts'
import type { SessionHolder } from '../records/product-sessions.ts'
import type { Records } from '../records/store.ts'
import type { UserLink } from '../records/user-links.ts'

type Ends = Pick<Kit<unknown>, 'issuer' | 'now'>

/** Whom the hub's word was about, and whose sessions ended by it. */
interface Concerned {
  readonly holders: readonly SessionHolder[]
  /** Null where the hub named a session alone. */
  readonly subject: string | null
  /** Null for every organization of theirs. */
  readonly organizationId: string | null
  readonly auditId: string
}

/**
 * The hub ended sessions of a person. Where their tenant's admin wants it so, their local sessions end as well, in the
 * same commit: of a user who had such a session, and of a user who is linked to that person, also where only a local one stands.
 */
export async function endLocalSessions<Tx>(
  kit: Ends & Pick<Kit<Tx>, 'sessions' | 'users'>,
  records: Records,
  tx: Tx,
  concerned: Concerned,
): Promise<void> {
  if (!kit.sessions.endLocal) return
  const wanted: SessionHolder[] = []
  for (const user of await findUsers(kit, records, concerned)) {
    if (await records.localSessionEnds.isWanted(user.tenantId)) wanted.push(user)
  }
  await endOf(kit, records, tx, wanted, { doer: THE_HUB, auditId: concerned.auditId })
}

/**
 * What the hub said is lost, and it may have ended the sessions of anyone. Where a tenant's admin wants local sessions to
 * end with those, they end of everyone who is linked, in the same commit. @returns how many ended
 */
export async function endLocalSessionsOfLinked<Tx>(
  kit: Ends & Pick<Kit<Tx>, 'sessions' | 'users'>,
  records: Records,
  tx: Tx,
  auditId: string,
): Promise<number> {
  const linked: UserLink[] = []
  for (const tenantId of await records.localSessionEnds.tenants()) {
    linked.push(...(await records.userLinks.ofTenant(tenantId)).filter(({ state }) => state === 'active'))
  }
  return endOf(kit, records, tx, linked, { doer: THE_PRODUCT, auditId })
}

/** Always in the same order, so that two of these wait for each other and never both. @returns how many sessions ended */
async function endOf<Tx>(
  kit: Ends & Pick<Kit<Tx>, 'sessions' | 'users'>,
  records: Records,
  tx: Tx,
  users: readonly SessionHolder[],
  { doer, auditId }: { readonly doer: Doer; readonly auditId: string },
): Promise<number> {
  let all = 0
  for (const { userId, tenantId } of users.toSorted((one, other) => (one.userId < other.userId ? -1 : 1))) {
    const sessionsEnded = (await kit.sessions.endLocal?.(tx, userId)) ?? 0
    if (sessionsEnded === 0) continue
    all += sessionsEnded
    await records.audit.write({
      auditId,
      at: kit.now(),
      action: 'local_sessions_ended',
      ...doneBy(doer, await namesOfUser(kit, records, tx, userId)),
      tenantId,
      userId,
      details: { sessionsEnded },
    })
  }
  return all
}

/** Each user once. */
async function findUsers(
  { issuer }: Pick<Ends, 'issuer'>,
  { userLinks }: Pick<Records, 'userLinks'>,
  { holders, subject, organizationId }: Concerned,
): Promise<readonly SessionHolder[]> {
  const links = subject === null ? [] : await userLinks.ofSubject(issuer, subject)
  const linked = links.filter(
    (link) => link.state === 'active' && (organizationId === null || link.organizationId === organizationId),
  )
  const users = new Map([...holders, ...linked].map((holder) => [holder.userId, holder]))
  return [...users.values()]
}
