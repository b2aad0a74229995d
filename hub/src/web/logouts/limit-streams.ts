import { Refusal } from '../../refusal.ts'

/** Seconds after which one stream less may be open: a browser closes those of pages that it has left at once. */
const RETRY_AFTER = 30

/**
 * Bounds how many streams each session holds open at a node, since each of them looks again and again.
 *
 * @returns opens one and gives what closes it, once or more often; throws `too_many_attempts` for one too many
 */
export function limitStreams(most: number): (session: string) => () => void {
  const open = new Map<string, Set<symbol>>()
  return (session) => {
    const streams = open.get(session) ?? new Set()
    if (streams.size >= most) throw new Refusal('too_many_attempts', { seconds: RETRY_AFTER })
    const stream = Symbol()
    open.set(session, streams.add(stream))
    return () => {
      streams.delete(stream)
      if (streams.size === 0 && open.get(session) === streams) open.delete(session)
    }
  }
}
