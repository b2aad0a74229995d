import { withoutSecrets } from '../listen.ts'
import { isDatabaseAway, type Log } from '../log.ts'
import type { AnyRefusal } from './refusal.ts'

interface Asked {
  readonly method: string
  /** Or the whole address: what could open something is left out. */
  readonly path: string
}

/**
 * Writes down what a request ended with, under the reference that its sender is told.
 *
 * @param error what the refusal stands for, where that is not itself: a database that is away, a sender who hung up, or a bug
 */
export function noteRefusal(log: Log, asked: Asked, refusal: AnyRefusal, error: unknown = refusal): void {
  const { code, reference, details } = refusal
  const { method } = asked
  const path = withoutSecrets(asked.path)
  if (error === refusal) log.info({ event: 'refused', code, reference, method, path, details })
  else if (isBrokenOff(error)) log.info({ event: 'refused', code: 'form_invalid', reference, method, path })
  else if (isDatabaseAway(error)) log.error({ event: 'database_away', code, error })
  else log.error({ event: 'failed', code, reference, method, path, error })
}

/** As Node's HTTP server and the one of Hono say that the sender hung up in the middle of the body. */
const BROKEN_OFF = ['aborted', 'Client connection prematurely closed.']

/** No one waits for the answer any more, and nothing failed. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && BROKEN_OFF.includes(error.message)
}
