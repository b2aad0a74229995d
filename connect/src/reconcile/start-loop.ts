import { setTimeout as sleep } from 'node:timers/promises'
import type { Kit } from '../kit.ts'
import { backOff } from './back-off.ts'
import { recheckBeside } from './recheck-links.ts'
import { dueNow, everything, runRound, type Scope, withoutRechecks } from './run-round.ts'
import { sweep } from './sweep.ts'

/** Milliseconds between two rounds that hints ask for, so that nobody can make this product besiege the hub. */
const BREATH = 200

/** Rounds between two sweeps. */
const SWEEP_EVERY = 40

export interface Loop {
  /** When a round last came to its end, failed or not; null before the first. */
  roundEndedAt(): number | null
  /** Asks for a round soon. */
  wake(): void
  stop(): Promise<void>
}

/**
 * Runs a round at once, when woken, and after each rest; sooner, with growing distance, while the hub is away. Once the
 * hub's log has been read to its head, active links are asked about beside the rounds.
 *
 * @param before what has to be done once before the first round
 */
export function startLoop<Tx>(kit: Kit<Tx>, before: () => Promise<void>): Loop {
  const end = new AbortController()
  let bell = new AbortController()
  let roundEndedAt: number | null = null
  const { promise: hasReadLog, resolve: noteReadLog } = Promise.withResolvers<void>()

  const noteIfRead = async (since: number): Promise<void> => {
    const read = await kit.store.records.cursor.find(kit.issuer).catch(() => null)
    if (read !== null && read.pulledAt >= since) noteReadLog()
  }

  const run = async (): Promise<void> => {
    const startedAt = kit.now()
    let failures = 0
    for (let rounds = 0; !end.signal.aborted; rounds++) {
      // What rings from here on is heard after this round.
      bell = new AbortController()
      const now = kit.now()
      const scope = withoutRechecks(rounds === 0 ? everything(now) : dueNow(now))
      const hasFailed = await attempt(kit, before, scope, rounds % SWEEP_EVERY === 0)
      if (rounds === 0 || failures > 0) await noteIfRead(startedAt)
      failures = hasFailed ? failures + 1 : 0
      roundEndedAt = kit.now()
      const longest = kit.lifetimes.round * 1000
      await rest(Math.min(BREATH, longest), end.signal)
      await rest(hasFailed ? backOff(failures, longest) : longest, AbortSignal.any([end.signal, bell.signal]))
    }
  }
  const running = Promise.all([run(), recheckBeside(kit, hasReadLog, end.signal)])

  return {
    roundEndedAt: () => roundEndedAt,
    wake: () => bell.abort(),
    async stop() {
      end.abort()
      noteReadLog()
      await running
    },
  }
}

/** Until the time is over or the signal is given; it keeps no process alive. */
async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {})
}

/** @returns whether something got no answer */
async function attempt<Tx>(kit: Kit<Tx>, before: () => Promise<void>, scope: Scope, sweeps: boolean): Promise<boolean> {
  try {
    await before()
    if (sweeps) await sweep(kit)
    const report = await runRound(kit, scope)
    const { failed, ...done } = report
    if (Object.values(done).some((count) => count > 0)) kit.log({ level: 'info', event: 'round', ...report })
    return failed > 0
  } catch (error) {
    kit.log({ level: 'error', event: 'round_failed', error })
    return true
  }
}
