import { doneBy, namesOfUser, THE_HUB } from '../doer.ts'
import type { Kit } from '../kit.ts'
import type { SessionHolder } from '../records/product-sessions.ts'
import type { Records } from '../records/store.ts'

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
  for (const [userId, tenantId] of await findUsers(kit, records, concerned)) {
    if (!(await records.localSessionEnds.isWanted(tenantId))) continue
    const ended = await kit.sessions.endLocal(tx, userId)
    if (ended === 0) continue
    const { auditId } = concerned
    await records.audit.write({
      auditId,
      at: kit.now(),
      action: 'local_sessions_ended',
      ...doneBy(THE_HUB, await namesOfUser(kit, records, tx, userId)),
      tenantId,
      userId,
      details: { sessionsEnded: ended },
    })
  }
}

/** Tenants by their users, in an order that is always the same, so that two of these wait for each other and never both. */
async function findUsers(
  { issuer }: Pick<Ends, 'issuer'>,
  { userLinks }: Pick<Records, 'userLinks'>,
  { holders, subject, organizationId }: Concerned,
): Promise<readonly (readonly [string, string])[]> {
  const links = subject === null ? [] : await userLinks.ofSubject(issuer, subject)
  const linked = links.filter(
    (link) => link.state === 'active' && (organizationId === null || link.organizationId === organizationId),
  )
  const users = new Map([...holders, ...linked].map(({ userId, tenantId }) => [userId, tenantId]))
  return [...users].sort(([one], [other]) => (one < other ? -1 : 1))
}
