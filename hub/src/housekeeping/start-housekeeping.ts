import { setTimeout as rest } from 'node:timers/promises'
import { sealActs } from '../audit/seal-acts.ts'
import { DAY, HOUR, SECOND } from '../clock.ts'
import { pruneEmailChanges } from '../accounts/prune-email-changes.ts'
import { pruneDevices } from '../devices/prune-devices.ts'
import type { Hub } from '../hub.ts'
import { deliverDueLogouts } from '../logout-deliveries/deliver-logouts.ts'
import type { TellClient } from '../logout-deliveries/logout-delivery.ts'
import { pruneLogouts } from '../logout-deliveries/prune-logouts.ts'
import { pruneTries } from '../limits/take-try.ts'
import type { DeliverNotices } from '../notices/deliver-notices.ts'
import { pruneNotices } from '../notices/prune-notices.ts'
import { prunePasswordResets } from '../passwords/prune-password-resets.ts'
import { finishEnds } from '../product-sessions/finish-ends.ts'
import { pruneProductSessions } from '../product-sessions/prune-product-sessions.ts'
import { endDueSessions, pruneSessionEnds } from '../sessions/end-due-sessions.ts'
import { keepSigningKeys } from '../signing-keys/keep-signing-keys.ts'
import { endCeremonySessions } from '../tenant-links/ceremony-sessions.ts'
import { alarmUnacknowledged } from '../tenant-links/alarm-unacknowledged.ts'
import type { EndSession } from '../tenant-links/ceremony-sessions.ts'
import { lapseTenantLinks } from '../tenant-links/lapse-tenant-links.ts'
import { pruneEvents } from '../tenant-links/prune-events.ts'
import { sendHints } from '../tenant-links/send-hints.ts'

/** Milliseconds between two looks at what nobody asks for. */
const HINTS_EVERY = SECOND / 4
const MAIL_EVERY = SECOND
const CEREMONIES_EVERY = 5 * SECOND
const SEALING_EVERY = 5 * SECOND
const SEALING_THOROUGHLY_EVERY = DAY
const SIGNING_KEYS_EVERY = 5 * SECOND
const PRUNING_EVERY = HOUR

interface Work {
  readonly endSession: EndSession
  /** Sends one log-out token. */
  readonly tellClient: TellClient
  /** Takes up a rotation, whoever made it: this node, another one, or a command. */
  readonly followSigningKeys: () => Promise<void>
  /** Forgets sessions and artifacts past their lifetime. */
  readonly pruneProvider: () => Promise<void>
  readonly deliverNotices: DeliverNotices
}

/**
 * What the hub does without being asked: sends mails, tells products of new events and clients of log-outs, lets
 * approvals lapse and ends the sessions of ceremonies that are over, and those that acts upon accounts have ended, seals
 * the audit, rotates the signing keys, forgets what is past its lifetime. Any number of nodes may do it at once: each
 * change is a compare-and-set.
 *
 * @returns stops it, and waits for what is under way
 */
export function startHousekeeping(
  hub: Hub,
  { endSession, tellClient, followSigningKeys, pruneProvider, deliverNotices }: Work,
): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const work = [
    repeat(hub, HINTS_EVERY, signal, () => sendHints(hub)),
    repeat(hub, HINTS_EVERY, signal, async () => {
      await endDueSessions(hub, endSession)
      await finishEnds(hub, endSession)
    }),
    repeat(hub, HINTS_EVERY, signal, () => deliverDueLogouts(hub, tellClient)),
    repeat(hub, MAIL_EVERY, signal, () => deliverNotices(signal)),
    repeat(hub, CEREMONIES_EVERY, signal, async () => {
      await lapseTenantLinks(hub)
      await endCeremonySessions(hub, endSession)
    }),
    repeat(hub, SEALING_EVERY, signal, () => sealActs(hub, { thorough: false })),
    repeat(hub, SEALING_THOROUGHLY_EVERY, signal, () => sealActs(hub, { thorough: true })),
    repeat(hub, SIGNING_KEYS_EVERY, signal, async () => {
      await keepSigningKeys(hub)
      await followSigningKeys()
    }),
    repeat(hub, PRUNING_EVERY, signal, async () => {
      await alarmUnacknowledged(hub)
      await pruneEvents(hub)
      await pruneProductSessions(hub)
      await pruneLogouts(hub)
      await pruneTries(hub)
      await pruneSessionEnds(hub)
      await pruneNotices(hub)
      await pruneEmailChanges(hub)
      await prunePasswordResets(hub)
      await pruneDevices(hub)
      await pruneProvider()
    }),
  ]
  return async () => {
    stopping.abort()
    await Promise.all(work)
  }
}

async function repeat(
  { log }: Pick<Hub, 'log'>,
  every: number,
  signal: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work()
    } catch (error) {
      log.error({ event: 'failed', error }, 'housekeeping')
    }
    await rest(every, undefined, { signal }).catch(() => undefined)
  }
}
