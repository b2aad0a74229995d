import { isAway, newReference } from '@lanyard/running'
import { alert, formatDuration, type Html } from '@lanyard/ui'
import type { Psa } from '../psa.ts'
import { Refusal, type RefusalCode, refusalStatus } from '../refusal.ts'
import type { Site } from './site.ts'
import type { Visit } from './visit.ts'

/** A refusal as a person is told it. */
export interface Told {
  readonly code: RefusalCode
  /** What support finds in the log; none while the database is away, of which the log has a line a second. */
  readonly reference?: string
  readonly status: number
  readonly text: string
  readonly next?: string
}

/**
 * Words a refusal and writes it down, under a reference. A bug is told as `internal_error`,
 * a database that is away as `unavailable`; details stay in the log.
 */
export function tell(psa: Pick<Psa, 'words' | 'log'>, error: unknown): Told {
  const refusal = error instanceof Refusal ? error : new Refusal(isAway(error) ? 'unavailable' : 'internal_error')
  const { code } = refusal
  const told = { code, status: refusalStatus[code], ...psa.words.refusals[code](wordable(psa, refusal)) }
  if (refusal !== error && isAway(error)) {
    psa.log.error({ event: 'database_away', code, error })
    return told
  }
  const reference = newReference()
  if (refusal === error) psa.log.info({ event: 'refused', code, reference })
  else psa.log.error({ event: 'failed', code, reference, error })
  return { ...told, reference }
}

/**
 * Runs what a form asks for. Where it is refused, the page with the form shows why; a client that reads JSON gets a
 * problem.
 */
export async function orTell(
  site: Pick<Psa, 'words' | 'log'>,
  visit: Visit,
  act: () => Promise<Response>,
  show: (told: Told) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const told = tell(site, error)
    return wantsJson(visit.request) ? problem(told) : show(told)
  }
}

export function toldAlert(site: Pick<Site, 'brand'>, told: Told | undefined): Html | undefined {
  return told && alert({ ...told, supportAddress: site.brand.supportAddress })
}

/** The refusal for machines (RFC 9457). */
export function problem({ code, reference, status, text, next }: Told): Response {
  const body = { type: 'about:blank', title: text, status, code, reference, ...(next === undefined ? {} : { next }) }
  return Response.json(body, {
    status,
    headers: { 'content-type': 'application/problem+json', ...retryAfter(status) },
  })
}

/** A database that is away is asked again after this. */
export function retryAfter(status: number): Readonly<Record<string, string>> {
  return status === 503 ? { 'retry-after': '5' } : {}
}

export function wantsJson(request: Request): boolean {
  const accept = request.headers.get('accept') ?? ''
  return /\bapplication\/([a-z]+\+)?json\b/.test(accept) && !accept.includes('text/html')
}

function wordable({ words }: Pick<Psa, 'words'>, { details }: Refusal): Readonly<Record<string, string>> {
  if (details['seconds'] === undefined) return details
  return { ...details, wait: formatDuration(Number(details['seconds']), words) }
}
