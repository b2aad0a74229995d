import { pruneForms } from '@lanyard/forms'
import { type Log, type RunningLoops, startLoops } from '@lanyard/running'
import { forgetOld } from './passwords.ts'
import type { Rmm } from './rmm.ts'
import { forgetEndedSessions } from './sessions.ts'

const HOUR = 3_600_000

/** What RMM does without being asked, beside keeping in step with the hub: it forgets rows that nothing reads any more. */
export function startHousekeeping(rmm: Pick<Rmm, 'db'>, log: Log): RunningLoops {
  const turn = async (signal: AbortSignal) => {
    await forgetOld(rmm, signal)
    await forgetEndedSessions(rmm.db, signal)
    await pruneForms({ db: rmm.db, now: Date.now }, signal)
  }
  return startLoops(log, [{ name: 'pruning', every: HOUR, longest: HOUR / 12, turn }])
}
