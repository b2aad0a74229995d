import { type AnyRefusal, noteRefusal, problem, type RefusalWords, shownReference, wantsJson } from '@lanyard/running'
import { alert, type Html } from '@lanyard/ui'
import type { Psa } from '../psa.ts'
import { Refusal, type RefusalCode, refusalOf } from '../refusal.ts'
import { wayOf } from './refusal-ways.ts'
import type { Site } from './site.ts'
import type { Visit } from './visit.ts'

/** A refusal with its words, as a person is told it. */
export interface Told extends AnyRefusal, RefusalWords {
  readonly code: RefusalCode
}

/** Words what a request ended with, and writes it down. */
export function tell({ words, log }: Pick<Psa, 'words' | 'log'>, { method, url }: Request, error: unknown): Told {
  const refusal = refusalOf(error)
  noteRefusal(log, { method, path: new URL(url).pathname }, refusal, error)
  const { code, status, details, reference } = refusal
  return { code, status, details, reference, ...words.refusals[code](details) }
}

/**
 * Runs what a form asks for. Where it is refused, the page with the form shows why; a client that reads JSON gets a
 * problem.
 */
export async function orTell(
  site: Pick<Psa, 'words' | 'log'>,
  { request }: Visit,
  act: () => Promise<Response>,
  show: (told: Told) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const told = tell(site, request, error)
    return wantsJson(request.headers.get('accept')) ? problem(told, told) : show(told)
  }
}

export function toldAlert(site: Pick<Site, 'brand' | 'words' | 'suite'>, told: Told | undefined): Html | undefined {
  const supportAddress = site.brand.supportAddress
  return told && alert({ ...told, actions: wayOf(site, told.code), reference: shownReference(told), supportAddress })
}
