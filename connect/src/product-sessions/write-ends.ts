import { doneBy, namesOfUser, THE_HUB } from '../doer.ts'
import type { Kit } from '../kit.ts'
import type { AuditEntry } from '../records/ledger.ts'
import type { SessionHolder } from '../records/product-sessions.ts'
import type { Records } from '../records/store.ts'

/** Writes down whose sessions the hub ended, and how many: for each person, in the audit of their own company. */
export async function writeEnds<Tx>(
  kit: Pick<Kit<Tx>, 'users'>,
  { audit, userLinks }: Pick<Records, 'audit' | 'userLinks'>,
  tx: Tx,
  holders: readonly SessionHolder[],
  { details, ...entry }: Omit<AuditEntry, 'tenantId' | 'userId'>,
): Promise<void> {
  const users = new Map<string, { readonly tenantId: string; readonly sessionsEnded: number }>()
  for (const { tenantId, userId } of holders) {
    users.set(userId, { tenantId, sessionsEnded: (users.get(userId)?.sessionsEnded ?? 0) + 1 })
  }
  for (const [userId, { tenantId, sessionsEnded }] of users) {
    const by = doneBy(THE_HUB, await namesOfUser(kit, { userLinks }, tx, userId))
    await audit.write({ ...entry, ...by, tenantId, userId, details: { sessionsEnded, ...details } })
  }
}
