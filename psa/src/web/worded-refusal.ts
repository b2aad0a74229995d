import {
  type AnyRefusal,
  noteRefusal,
  problem,
  type RefusalWords,
  shownReference,
  wantsJson,
  withRetryAfter,
} from '@lanyard/running'
import { hintAt, html, type Html, type HtmlValue, refusal as refusalOf } from '@lanyard/ui'
import type { Psa } from '../psa.ts'
import { Refusal, type RefusalCode, refusalOf as refusalFor, refusals } from '../refusal.ts'
import { wayOf } from './refusal-ways.ts'
import type { Site } from './site.ts'
import type { Visit } from './visit.ts'

/** A refusal with its words, as a page shows it. */
export interface WordedRefusal extends AnyRefusal, RefusalWords {
  readonly code: RefusalCode
}

/** Words what a request ended with, and writes it down. */
export function reportRefusal(
  { words, log }: Pick<Psa, 'words' | 'log'>,
  { method, url }: Request,
  error: unknown,
): WordedRefusal {
  const refusal = refusalFor(error)
  noteRefusal(log, { method, path: new URL(url).pathname }, refusal, error)
  const { code, status, details, reference } = refusal
  return { code, status, details, reference, ...words.refusals[code](details) }
}

/**
 * Runs what a form asks for. Where it is refused, the page with the form shows why; a client that reads JSON gets a
 * problem. A session that ended meanwhile sees no page with anything of its company.
 */
export async function orShow(
  site: Pick<Psa, 'words' | 'log'>,
  { request }: Visit,
  act: () => Promise<Response>,
  show: (refused: WordedRefusal) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'session_required') throw error
    const refused = reportRefusal(site, request, error)
    return wantsJson(request.headers.get('accept'))
      ? problem(refused, refused)
      : withRetryAfter(refused, await show(refused))
  }
}

/**
 * What was refused, above a form, by the weight that the code has.
 *
 * @param form where one of its fields says it, nothing stands above
 */
export function refusalNotice(
  site: Pick<Site, 'brand' | 'words' | 'suite'>,
  refused: WordedRefusal | undefined,
  form?: HtmlValue,
): Html | false {
  if (refused === undefined) return false
  const { supportAddress } = site.brand
  return refusalOf(
    { ...weighed(refused), reference: shownReference(refused) },
    {
      form,
      actions: wayOf(site, refused.code),
      supportAddress,
    },
  )
}

/** What is wrong with the text of a field, by the field's name, and the page that can help. */
export function hintOf(
  site: Pick<Site, 'words' | 'suite'>,
  refused: WordedRefusal | undefined,
  field: string,
): Html | undefined {
  if (refused === undefined) return undefined
  const hint = hintAt(weighed(refused), field)
  return hint === undefined ? undefined : html`${hint} ${wayOf(site, refused.code)}`
}

/** A form whose one field is named is told about there. */
function weighed(refused: WordedRefusal) {
  const { field } = refused.details
  const isAtField = refused.code === 'form_invalid' && typeof field === 'string'
  return { ...refused, weight: isAtField ? { hint: [field] } : refusals[refused.code].weight }
}
