import { setTimeout as rest } from 'node:timers/promises'
import type { Session } from './sessions.ts'

/** Milliseconds between an answer and the next look at the same session. */
export const LOOK_EVERY = 20

/** Milliseconds after which the caller gives up. */
const PATIENCE = 60_000

/** Opens the home page with the session's cookie: is it served, or sent to log in? */
export async function isServed({ origin, cookie }: Session): Promise<boolean> {
  const answer = await fetch(`${origin}/`, { headers: { cookie }, redirect: 'manual' })
  await answer.arrayBuffer()
  if (answer.status === 200) return true
  const location = answer.headers.get('location') ?? ''
  if (new URL(location, origin).pathname !== '/login') throw new Error(`${origin}: ${answer.status} ${location}`)
  return false
}

/** @returns when it was refused: the moment of the answer, as `performance.now()` has it */
async function untilRefused(session: Session): Promise<number> {
  const deadline = performance.now() + PATIENCE
  while (await isServed(session)) {
    if (performance.now() > deadline) throw new Error(`${session.origin} goes on serving a session`)
    await rest(LOOK_EVERY)
  }
  return performance.now()
}

/** Waits for one session after the other, in a few lanes at once. @returns when the last one was refused */
export async function untilAllRefused(sessions: readonly Session[], lanes: number): Promise<number> {
  let last = performance.now()
  await inLanes(sessions, lanes, async (session) => {
    last = Math.max(last, await untilRefused(session))
  })
  return last
}

export async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const item of left) await work(item)
    }),
  )
}
