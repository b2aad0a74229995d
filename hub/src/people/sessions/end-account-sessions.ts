import { setSessionsFrom } from '../accounts/change-account.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, AuditId } from '../../ids.ts'
import { raiseEpochsOf } from '../members/raise-epochs.ts'
import * as sessionEnds from './session-ends-store.ts'

interface AccountEnd {
  readonly account: AccountId
  /** `uid` of the session in which the person acts; null where another person does. */
  readonly keep: string | null
  readonly auditId: AuditId
}

/**
 * Ends every session of an account in the caller's transaction: at the hub, but for `keep`, from this commit on,
 * and what began through any of them at clients (see `endProductSessions`). A kept session signs in to products again
 * without a question. The caller holds the lock of `lockAccount`, and calls `endDueSessions` after the commit.
 */
export async function endAccountSessions(hub: Pick<Hub, 'db' | 'now'>, end: AccountEnd): Promise<void> {
  await endHubSessionsOf(hub, end)
  await raiseEpochsOf(hub, end.account, end)
}

/** The part of {@link endAccountSessions} for who ends what began at clients in another way. */
export async function endHubSessionsOf(
  hub: Pick<Hub, 'db' | 'now'>,
  { account, keep, auditId }: AccountEnd,
): Promise<void> {
  const at = hub.now()
  await setSessionsFrom(hub.db, account, { from: at, keep })
  await sessionEnds.insert(hub.db, { account, keep, at, auditId })
}
