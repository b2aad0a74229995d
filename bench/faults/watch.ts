import { setTimeout as rest } from 'node:timers/promises'
import { LOOK_EVERY } from '../logout/look.ts'
import type { Session } from '../logout/sessions.ts'

/** What a product makes of a session now; `away` without an answer, and where it is unavailable. */
type Look = 'served' | 'refused' | 'away'

/** Milliseconds after which a session that is still served counts as never refused. */
const PATIENCE = 60_000

/** Milliseconds after which a look is given up, so that one request that hangs hides no answer. */
const LOOK_AT_MOST = 500

async function look({ origin, cookie }: Session): Promise<Look> {
  try {
    const signal = AbortSignal.timeout(LOOK_AT_MOST)
    const answer = await fetch(`${origin}/`, { headers: { cookie }, redirect: 'manual', signal })
    await answer.arrayBuffer()
    if (answer.status === 200) return 'served'
    const { pathname } = new URL(answer.headers.get('location') ?? '', origin)
    return answer.status === 303 && pathname === '/login' ? 'refused' : 'away'
  } catch {
    return 'away'
  }
}

/** Looks until the product answers thus. @returns when it did, and when it first answered anything */
export async function until(
  wanted: Exclude<Look, 'away'>,
  session: Session,
): Promise<{ readonly at: number; readonly firstAnswerAt: number }> {
  const deadline = performance.now() + PATIENCE
  let firstAnswerAt: number | null = null
  for (;;) {
    const seen = await look(session)
    const at = performance.now()
    if (seen !== 'away') firstAnswerAt ??= at
    if (seen === wanted) return { at, firstAnswerAt: firstAnswerAt ?? at }
    if (at > deadline) throw new Error(`${session.part} has not ${wanted} a session for ${PATIENCE} ms`)
    await rest(LOOK_EVERY)
  }
}
