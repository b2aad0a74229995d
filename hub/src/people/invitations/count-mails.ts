import { HOUR, type Instant, SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import * as mails from './invitation-mails-store.ts'

/** Invitations that an organization mails to one address in an hour, so that no mailbox is flooded. */
const MOST_MAILS = 5

/**
 * Counts a mail to each address. Exact, since the caller holds the organization's lock of `lockMembers`.
 *
 * @throws {Refusal} `too_many_attempts` with `seconds`, where one of the addresses had as many already
 */
export async function countInvitationMails(
  hub: Pick<Hub, 'db' | 'now'>,
  organization: OrganizationId,
  emails: readonly string[],
): Promise<void> {
  const now = hub.now()
  const keys = emails.map((email) => email.toLowerCase())
  const sent = Map.groupBy(await mails.listSince(hub.db, organization, keys, now - HOUR), ({ email_key: key }) => key)
  for (const earlier of sent.values()) {
    const oldest: Instant | undefined = earlier.at(-MOST_MAILS)?.at
    if (oldest === undefined) continue
    throw new Refusal('too_many_attempts', { seconds: Math.ceil((oldest + HOUR - now) / SECOND) })
  }
  await mails.insert(hub.db, organization, keys, now)
}

/** Forgets mails that count against no further one. */
export async function pruneInvitationMails(hub: Pick<Hub, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  await mails.prune(hub.db, hub.now() - HOUR, signal)
}
