/**
 * Milliseconds for which an idle connection is kept: longer than common balancers keep theirs (60 s). One that sends a
 * request into a connection that is just being closed answers 502.
 */
export const DEFAULT_KEEP_ALIVE = 75_000

/** `LANYARD_KEEP_ALIVE`, in seconds. @throws an error that says what is wrong */
export function readKeepAlive(text: string | undefined): number {
  if (text === undefined) return DEFAULT_KEEP_ALIVE
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (seconds < 1 || seconds > 3600) throw new Error('must be a number of seconds from 1 to 3600')
  return seconds * 1000
}
