import { pruneForms } from '@lanyard/forms'
import { type Loop, REAL_PACE, type RunningLoops, startLoops } from '@lanyard/running'
import { loopOnOneNode } from '@lanyard/storage'
import { keyTexts, namedTable } from '@lanyard/storage/name-keys'
import { sealActs } from '../audit/seal-acts.ts'
import { forgetOldBrowsers } from '../browsers/browsers.ts'
import { forgetOldTries } from '../limits/take-try.ts'
import type { DeliverMails } from '../mail/deliver-mails.ts'
import { forgetOldMails } from '../mail/send-mail.ts'
import { forgetExpiredResets } from '../passwords/reset-links.ts'
import type { Psa } from '../psa.ts'
import { forgetEndedSessions } from '../sessions/live-sessions.ts'
import { subjects } from '../tickets/ticket-list.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * What a deployment does without being asked, beside keeping in step with the hub: it sends mails, seals the audit, and
 * forgets rows that nothing reads any more. Any number of nodes may do it at once; of these one forgets.
 */
export function startHousekeeping(psa: Psa, deliverMails: DeliverMails, pace = REAL_PACE): RunningLoops {
  const pruning = {
    name: 'pruning',
    every: HOUR,
    longest: 5 * MINUTE,
    turn: (signal: AbortSignal) => prune(psa, signal),
  }
  const keying = {
    name: 'name_keys',
    every: MINUTE,
    longest: 5 * MINUTE,
    turn: async (signal: AbortSignal) => {
      for (const keyed of [namedTable('users'), subjects]) await keyTexts(psa, keyed, signal)
    },
  }
  const sealingThoroughly = {
    name: 'sealing_thoroughly',
    every: DAY,
    longest: HOUR,
    turn: (signal: AbortSignal) => sealActs(psa, { thorough: true, signal }),
  }
  const loops: readonly Loop[] = [
    { name: 'mail', every: SECOND, longest: 5 * MINUTE, turn: deliverMails },
    {
      name: 'sealing',
      every: 10 * SECOND,
      longest: 5 * MINUTE,
      turn: (signal) => sealActs(psa, { thorough: false, signal }),
    },
    loopOnOneNode(psa.db, sealingThoroughly),
    loopOnOneNode(psa.db, pruning),
    loopOnOneNode(psa.db, keying),
  ]
  return startLoops(psa.log, loops, pace)
}

async function prune(psa: Psa, signal: AbortSignal): Promise<void> {
  for (const forget of [
    pruneForms,
    forgetEndedSessions,
    forgetExpiredResets,
    forgetOldTries,
    forgetOldBrowsers,
    forgetOldMails,
  ]) {
    if (signal.aborted) return
    await forget(psa, signal)
  }
}
