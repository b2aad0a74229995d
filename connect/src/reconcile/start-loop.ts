import { setTimeout as sleep } from 'node:timers/promises'
import type { Kit } from '../kit.ts'
import { backOff } from './back-off.ts'
import { dueNow, fromStart, runRound, type Scope } from './run-round.ts'
import { sweep } from './sweep.ts'

/** Milliseconds between two rounds that hints ask for, so that nobody can make this product besiege the hub. */
const BREATH = 200

/** Rounds between two sweeps. */
const SWEEP_EVERY = 40

export interface Loop {
  /** Asks for a round soon. */
  wake(): void
  stop(): Promise<void>
}

/**
 * Runs a round at once, when woken, and after each rest; sooner, with growing distance, while the hub is away.
 *
 * @param before what has to be done once before the first round
 */
export function startLoop<Tx>(kit: Kit<Tx>, before: () => Promise<void>): Loop {
  const end = new AbortController()
  let bell = new AbortController()

  const run = async (): Promise<void> => {
    let failures = 0
    for (let rounds = 0; !end.signal.aborted; rounds++) {
      // What rings from here on is heard after this round.
      bell = new AbortController()
      const now = kit.now()
      const hasFailed = await attempt(
        kit,
        before,
        rounds === 0 ? fromStart(now) : dueNow(now),
        rounds % SWEEP_EVERY === 0,
      )
      failures = hasFailed ? failures + 1 : 0
      const longest = kit.lifetimes.round * 1000
      await rest(Math.min(BREATH, longest), end.signal)
      await rest(hasFailed ? backOff(failures, longest) : longest, AbortSignal.any([end.signal, bell.signal]))
    }
  }
  const running = run()

  return {
    wake: () => bell.abort(),
    stop() {
      end.abort()
      return running
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
