import { setTimeout as sleep } from 'node:timers/promises'
import type { LoopState } from '../api/health.ts'
import type { Kit } from '../kit.ts'
import { backOff } from './back-off.ts'
import { pullPage } from './pull-events.ts'
import { recheckBeside } from './recheck-links.ts'
import { onlyDue, allQueued, runRound, type Scope, withoutRechecks } from './run-round.ts'
import { sweep } from './sweep.ts'
import { watchTurns } from './watch-turns.ts'

/** Milliseconds between two rounds that hints ask for, so that no one can make this product besiege the hub. */
const BREATH = 200

/** Milliseconds between two tries to read the log while it cannot be read. */
const TRY_EVERY = 250

/** Rounds between two sweeps. */
const SWEEP_EVERY = 40

export interface Loop {
  /** When a round last came to its end, failed or not; null before the first. */
  roundEndedAt(): number | null
  /** The rounds, and the questions beside them. */
  readonly states: () => readonly LoopState[]
  /** Asks for a round soon. */
  wake(): void
  /** Waits for what is under way, a few seconds at most. */
  stop(): Promise<void>
}

/**
 * Runs a round at once, when woken, and after each rest; sooner, with growing distance, while the hub is away. Once the
 * hub's log has been read to its head, active links are asked about beside the rounds.
 *
 * @param before what has to be done once before the first round
 * @param limits.longest milliseconds that a round may take
 */
export function startLoop<Tx>(
  kit: Kit<Tx>,
  before: () => Promise<void>,
  limits: { readonly longest?: number } = {},
): Loop {
  const end = new AbortController()
  const every = kit.lifetimes.round * 1000
  const watchOf = (name: string) => watchTurns(kit, { name, every, stopping: end.signal, ...limits })
  const [rounds, rechecks] = [watchOf('round'), watchOf('recheck')]
  let bell = new AbortController()
  let roundEndedAt: number | null = null
  const { promise: hasReadLog, resolve: noteReadLog } = Promise.withResolvers<void>()
  let hasNotedLog = false

  const isReadSince = async (since: number): Promise<boolean> => {
    const read = await kit.store.records.cursor.find(kit.issuer).catch(() => null)
    return read !== null && read.pulledAt >= since
  }

  const run = async (): Promise<void> => {
    let failures = 0
    for (let count = 0; !end.signal.aborted; count++) {
      // What rings from here on is heard after this round.
      bell = new AbortController()
      const now = kit.now()
      const scope = withoutRechecks(count === 0 ? allQueued(now) : onlyDue(now))
      let isLogRead = false
      const hasFailed = await rounds.take(async (signal) => {
        await before()
        const failed = await takeRound(kit, scope, signal)
        if (failed || failures > 0 || !hasNotedLog) isLogRead = await isReadSince(now)
        if (isLogRead) {
          hasNotedLog = true
          noteReadLog()
        }
        // Last, because the hub's log waits for nothing.
        if (count % SWEEP_EVERY === 0) await sweep(kit, signal)
        return failed
      })
      failures = hasFailed ? failures + 1 : 0
      roundEndedAt = kit.now()
      await rest(Math.min(BREATH, every), end.signal)
      const signal = AbortSignal.any([end.signal, bell.signal])
      const pause = hasFailed ? backOff(failures, every) : every
      await (hasFailed && !isLogRead ? restWhileAway(kit, pause, signal) : rest(pause, signal))
    }
  }
  const running = Promise.all([run(), recheckBeside(kit, hasReadLog, end.signal, rechecks)])

  return {
    roundEndedAt: () => roundEndedAt,
    states: () => [rounds.state(), rechecks.state()],
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

/**
 * Rests until the time is over, or the log, which could not be read, can be again. What ends a right stands in it, so a
 * hub or a database that is back must not be waited for as long as it was away.
 */
async function restWhileAway<Tx>(kit: Kit<Tx>, milliseconds: number, signal: AbortSignal): Promise<void> {
  const over = performance.now() + milliseconds
  let reading: Promise<boolean> | null = null
  while (!signal.aborted && performance.now() < over) {
    await rest(TRY_EVERY * (1 - Math.random() / 2), signal)
    // One that hangs is no reason for another.
    reading ??= pullPage(kit)
      .then(({ complete, moved }) => complete || moved)
      .catch(() => false)
      .finally(() => (reading = null))
    if (await Promise.race([reading, rest(TRY_EVERY, signal).then(() => false)])) return
  }
}

/** @returns whether something got no answer */
async function takeRound<Tx>(kit: Kit<Tx>, scope: Scope, signal: AbortSignal): Promise<boolean> {
  const report = await runRound(kit, scope, signal)
  const { failed, ...done } = report
  if (Object.values(done).some((count) => count > 0)) kit.log({ level: 'info', event: 'round', ...report })
  return failed > 0
}
