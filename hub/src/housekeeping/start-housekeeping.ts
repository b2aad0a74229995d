import { type Loop, REAL_PACE, type RunningLoops, startLoops } from '@lanyard/running'
import { loopOnOneNode } from '@lanyard/storage'
import { keyTexts, namedTable } from '@lanyard/storage/name-keys'
import { sealActs } from '../records/audit/seal-acts.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'
import { pruneEmailChanges } from '../people/mailed-links/email-changes.ts'
import { pruneDevices } from '../people/devices/forget-devices.ts'
import type { Hub } from '../hub.ts'
import { deliverDueLogouts, pruneLogouts } from '../delivery/logout-deliveries/deliver-logouts.ts'
import type { SendLogoutToken } from '../delivery/logout-deliveries/logout-delivery.ts'
import { pruneTries } from '../records/limits/take-try.ts'
import type { DeliverNotices } from '../records/notices/deliver-notices.ts'
import { pruneNotices } from '../records/notices/outbox.ts'
import { pruneInvitationMails } from '../people/invitations/count-mails.ts'
import { prunePasswordResets } from '../people/mailed-links/password-resets.ts'
import { alarmSilentDirectories } from '../people/provisioning/alarm-silent-directories.ts'
import { finishEnds } from '../delivery/product-sessions/finish-ends.ts'
import { pruneProductSessions } from '../people/sessions/prune-product-sessions.ts'
import { endDueSessions, pruneSessionEnds } from '../people/sessions/end-due-sessions.ts'
import { keepSigningKeys } from '../records/signing-keys/keep-signing-keys.ts'
import { endCeremonySessions } from '../connections/tenant-links/ceremony-sessions.ts'
import { alarmUnacknowledged } from '../delivery/event-log/alarm-unacknowledged.ts'
import type { EndSession } from '../delivery/product-sessions/end-session.ts'
import { lapseTenantLinks } from '../connections/tenant-links/lapse-tenant-links.ts'
import type { SigningKey } from '../records/signing-keys/signing-key.ts'
import { openDueLook } from './due-work.ts'
import { pruneEvents } from '../delivery/event-log/prune-events.ts'
import { sendHints } from '../delivery/event-log/send-hints.ts'

/** How often a loop asks whether the last look, which all share, found work for it. That costs no query. */
const GLANCE = SECOND / 8

interface Work {
  readonly endSession: EndSession
  /** Sends one logout token. */
  readonly sendLogoutToken: SendLogoutToken
  /** Takes up a rotation, by this node, another one, or a command. */
  readonly followSigningKeys: (keys: readonly SigningKey[]) => Promise<void>
  /** Forgets sessions and artifacts past their lifetime. */
  readonly pruneProvider: (signal: AbortSignal) => Promise<void>
  readonly deliverNotices: DeliverNotices
}

/**
 * What the hub does without being asked: sends mails, tells products of new events and clients of logouts, lets
 * approvals lapse and ends the sessions of ceremonies that are over, and those that acts upon accounts have ended, seals
 * the audit, rotates the signing keys, forgets what is past its lifetime. Any number of nodes may do it at once: each
 * change is a compare-and-set. What may wait for a node that has died, and is wasted where several do it, one node does.
 */
export function startHousekeeping(hub: Hub, work: Work, pace = REAL_PACE): RunningLoops {
  const { endSession, sendLogoutToken, followSigningKeys, pruneProvider, deliverNotices } = work
  const due = openDueLook(hub, pace)
  const lapsing = loopOnOneNode(hub.db, {
    name: 'lapses',
    every: 5 * SECOND,
    longest: 15 * SECOND,
    turn: (signal) => lapseTenantLinks(hub, signal),
  })
  const loops: readonly Loop[] = [
    {
      name: 'hints',
      every: GLANCE,
      async turn(signal) {
        if (await due.take('hints')) await sendHints(hub, signal)
      },
    },
    {
      name: 'session_ends',
      every: GLANCE,
      async turn(signal) {
        if (await due.take('sessionEnds')) await endDueSessions(hub, endSession, signal)
        if (!signal.aborted && (await due.take('tombstones'))) await finishEnds(hub, endSession)
      },
    },
    {
      name: 'logout_deliveries',
      every: GLANCE,
      async turn(signal) {
        if (await due.take('logouts')) await deliverDueLogouts(hub, sendLogoutToken, signal)
      },
    },
    {
      name: 'mail',
      every: GLANCE,
      longest: 5 * MINUTE,
      async turn(signal) {
        if (await due.take('mail')) await deliverNotices(signal)
      },
    },
    {
      name: 'ceremonies',
      every: GLANCE,
      async turn(signal) {
        const mayLapse = await due.take('lapses')
        if (mayLapse) await lapsing.turn(signal)
        if (mayLapse || (await due.take('ceremonies'))) await endCeremonySessions(hub, endSession, signal)
      },
    },
    {
      name: 'sealing',
      every: 10 * SECOND,
      longest: 5 * MINUTE,
      turn: (signal) => sealActs(hub, { thorough: false, signal }),
    },
    {
      name: 'signing_keys',
      every: 5 * SECOND,
      async turn() {
        await followSigningKeys(await keepSigningKeys(hub))
      },
    },
    ...[
      {
        name: 'sealing_thoroughly',
        every: DAY,
        longest: HOUR,
        turn: (signal: AbortSignal) => sealActs(hub, { thorough: true, signal }),
      },
      {
        name: 'name_keys',
        every: MINUTE,
        longest: 5 * MINUTE,
        turn: (signal: AbortSignal) => keyTexts(hub, namedTable('accounts'), signal),
      },
      { name: 'silent_directories', every: DAY, longest: MINUTE, turn: () => alarmSilentDirectories(hub) },
      { name: 'pruning_log_ins', every: MINUTE, longest: 5 * MINUTE, turn: pruneProvider },
      { name: 'pruning', every: HOUR, longest: 5 * MINUTE, turn: (signal: AbortSignal) => prune(hub, signal) },
    ].map((loop) => loopOnOneNode(hub.db, loop)),
  ]
  return startLoops(hub.log, loops, pace)
}

async function prune(hub: Hub, signal: AbortSignal): Promise<void> {
  const acts = [
    alarmUnacknowledged,
    pruneEvents,
    pruneProductSessions,
    pruneLogouts,
    pruneTries,
    pruneSessionEnds,
    pruneNotices,
    pruneEmailChanges,
    pruneInvitationMails,
    prunePasswordResets,
    pruneDevices,
  ]
  for (const act of acts) {
    if (signal.aborted) return
    await act(hub, signal)
  }
}
