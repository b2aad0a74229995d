import type { Kit } from '../kit.ts'
import type { AccessReport, RemainingAccess } from '../records/remaining-access.ts'

/** Tells the hub what still opens this product, for its page. @returns whether it is told, or not wanted */
export async function tellRemainingAccess<Tx>(kit: Kit<Tx>, report: AccessReport): Promise<boolean> {
  try {
    const said = await kit.store.transaction((_, tx) => readAccess(kit, tx, report.userId))
    if (!(await kit.hub.tellAccess(report, said))) return false
    await kit.store.records.accessReports.delete(report.issuer, report.n)
    return true
  } catch (error) {
    // A host that cannot say it keeps nothing else of a round from being done.
    kit.log({ level: 'warn', event: 'remaining_access_not_told', n: report.n, error })
    return false
  }
}

async function readAccess<Tx>(
  { users, sessions, paths }: Pick<Kit<Tx>, 'users' | 'sessions' | 'paths'>,
  tx: Tx,
  userId: string | null,
): Promise<RemainingAccess> {
  const settings = paths.tenantSettings
  if (userId === null) return { linked: false, access: [], settings }
  const user = await users.find(tx, userId)
  if (!user?.active) return { linked: true, access: [], settings }
  const hasSession = ((await sessions.countLocal?.(tx, userId)) ?? 0) > 0
  const password = user.localLogin === 'usable' ? (['local_password'] as const) : []
  return { linked: true, access: [...password, ...(hasSession ? (['local_session'] as const) : [])], settings }
}
