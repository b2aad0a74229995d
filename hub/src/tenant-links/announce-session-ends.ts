import type { Hub } from '../hub.ts'
import type { AccountId, AuditId, DeploymentId } from '../ids.ts'
import * as events from './events-store.ts'

interface EndedAt {
  readonly deployment: DeploymentId
  readonly account: AccountId
  readonly sid: string
}

/**
 * SESSION_ENDED: puts the end of a session at the hub into the log of each deployment that got a sign-in of it, in the
 * commit that ends it. Feeds are locked in the order of their ids.
 */
export async function announceSessionEnds(
  hub: Pick<Hub, 'db' | 'now'>,
  ends: readonly EndedAt[],
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  for (const { deployment, account, sid } of ends.toSorted((one, other) =>
    one.deployment < other.deployment ? -1 : 1,
  )) {
    const content = { type: 'session_ended', sub: account, sid } as const
    await events.append(hub.db, deployment, { at: hub.now(), auditId, content })
  }
}
