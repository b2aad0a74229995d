import { setTimeout as sleep } from 'node:timers/promises'
import type { Kit } from '../kit.ts'
import { adoptIssuers } from './adopt-issuers.ts'
import { pullPage, type PulledPage } from './pull-events.ts'

/** Milliseconds that a first request waits for the hub's next answer; where none comes, the grace decides. */
const FIRST_PULL = 3000

/** What a process does once before it serves what depends on it. */
export interface CatchUp {
  /** The hub's events were read, or could not be, since this process began (protocol: pull at start). */
  readonly caughtUp: () => Promise<void>
  /** Rows made under former names of the issuer are rows of the present one. */
  readonly adopted: () => Promise<void>
}

/** @param patience for tests */
export function createCatchUp<Tx>(
  kit: Kit<Tx>,
  formerIssuers: readonly string[],
  { patience = FIRST_PULL } = {},
): CatchUp {
  const adopted = once(async () => {
    if (formerIssuers.length > 0) await endsInTime(adoptIssuers(kit, formerIssuers))
  })
  const caughtUp = once(async () => {
    await adopted()
    // However much there is to read: as long as it comes, nothing is served that it may have ended (T26).
    let hasLost = false
    for (;;) {
      const page = await readPage(kit, patience)
      // Two nodes of a hub whose logs differ, such as one that lags, would lose each other's events without end. What is
      // missed then, the next round reads; whom it may concern has no session since the first loss.
      if (!page?.moved || page.complete || (page.lost && hasLost)) return
      hasLost ||= page.lost
    }
  })
  return { adopted, caughtUp }
}

/** Only the hub's answer is waited for so long: a page of the log that has come is applied before anything is served. */
async function readPage<Tx>(kit: Kit<Tx>, patience: number): Promise<PulledPage | null> {
  // Where a page cannot be applied, the grace decides as it does where none comes.
  return endsInTime(pullPage(kit, patience).catch(() => null))
}

/** Milliseconds for all rows of a former issuer, or for one page of the log. */
const LONGEST = 60_000

/** @throws where it does not come to its end, so that who waits is told, and the next one tries again */
async function endsInTime<T>(work: Promise<T>): Promise<T> {
  const over = async () => {
    await sleep(LONGEST, undefined, { ref: false })
    throw new Error('The store does not answer.')
  }
  return Promise.race([work, over()])
}

/** Runs once, for all who wait; after a failure the next one who asks tries again. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () =>
    (done ??= work().catch((error: unknown) => {
      done = null
      throw error
    }))
}
