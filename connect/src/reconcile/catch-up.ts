import { setTimeout as sleep } from 'node:timers/promises'
import type { Kit } from '../kit.ts'
import { waitAtMost } from '../wait-at-most.ts'
import { adoptIssuers } from './adopt-issuers.ts'
import { pullPage } from './pull-events.ts'

/** Milliseconds that a first request waits for the hub's next answer; where none comes, the grace decides. */
const FIRST_PULL = 3000

/** What a process does once before it serves what depends on it. */
export interface CatchUp {
  /** The hub's events were read, or could not be, since this process began (protocol: pull at start). */
  readonly caughtUp: () => Promise<void>
  /** Rows made under former names of the issuer are rows of the present one. */
  readonly adopted: () => Promise<void>
}

export function createCatchUp<Tx>(kit: Kit<Tx>, formerIssuers: readonly string[]): CatchUp {
  const adopted = once(async () => {
    if (formerIssuers.length > 0) await endsInTime(adoptIssuers(kit, formerIssuers))
  })
  const caughtUp = once(async () => {
    await adopted()
    // However much there is to read: as long as it comes, nothing is served that it may have ended (T26).
    while (await readsOn(kit)) continue
  })
  return { adopted, caughtUp }
}

/** @returns whether the hub has said something that was not known here; there may be more */
async function readsOn<Tx>(kit: Kit<Tx>): Promise<boolean> {
  let isNews = false
  const read = async () => {
    isNews = (await pullPage(kit)).moved
  }
  await waitAtMost(FIRST_PULL, read())
  return isNews
}

/** Milliseconds for all rows of a former issuer. */
const ADOPTING = 60_000

/** @throws where it does not come to its end, so that who waits is told, and the next one tries again */
async function endsInTime(work: Promise<void>): Promise<void> {
  const over = async () => {
    await sleep(ADOPTING, undefined, { ref: false })
    throw new Error('The store does not answer.')
  }
  await Promise.race([work, over()])
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
