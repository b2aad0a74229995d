import {
  dropForm,
  type Fields,
  findKept,
  findOwner,
  keepForm,
  type KeptForm,
  sentFields,
  type Why,
} from '@lanyard/forms'
import { localPath } from '@lanyard/guard'
import { href } from '@lanyard/ui'
import { readSession } from '../../sessions/read-session.ts'
import { STAY } from '../../sign-on/proof.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { Visit } from '../visit.ts'
import { formsOf, meetOwner, readKey } from './kept-key.ts'
import { keptRules } from './kept-rules.ts'

/** Names a kept form in the address that it is sent to again. */
export const KEPT = 'kept'

/** With what the addresses begin of pages that give a form back, and of those that ask who it is. */
const givenBack = [routes.kept, routes.portalKept].map((pattern) => pattern.slice(0, pattern.indexOf(':')))
const asking = [routes.login, routes.portalLogin, routes.prove]

/** Where a request that came too late goes on after the login, and the cookies that belong to it. */
interface Later {
  readonly target: string | null
  readonly cookies: readonly string[]
}

/**
 * Where the login leads for a request that came too late: to the page that was asked for; for a form, to the page that
 * gives it back, or, where it could not be kept, to the page that it stood on. It has passed the check that a page of this
 * origin sent it, so no other site puts a form here. The body has not been read yet.
 *
 * @param late.person who sent it, where a session says so
 */
export async function keepForLater(
  site: Site,
  visit: Visit,
  { why, person }: { readonly why: Why; readonly person: string | null },
): Promise<Later> {
  const { request, url } = visit
  if (request.method === 'GET') return { target: url.pathname + url.search, cookies: [] }
  const back = pageOf(site, request)
  const declared = keptRules(site.words)[visit.pattern]
  if (declared === undefined) return { target: back, cookies: [] }
  try {
    const met = person === null ? null : await meetOwner(site, request, person)
    const key = met?.key ?? readKey(site.config, request)
    const cookies = met === null ? [] : [met.cookie]
    const sent = await sentFields(request.headers.get('content-type'), request)
    if (key === null || stays(sent)) return { target: back, cookies }
    const { pattern, params } = visit
    const about = { pattern, params, action: url.pathname, back: back ?? homeOf(pattern), why }
    const form = await keepForm(formsOf(site), key, { ...about, declared, sent })
    if (form !== null) await dropSent(site, request)
    const page = pattern.startsWith(routes.portal) ? routes.portalKept : routes.kept
    return { target: form === null ? back : href(page, { form }), cookies }
  } catch (error) {
    // The login that is asked for is the answer in any case.
    site.log.warn({ event: 'form_not_kept', path: url.pathname, error })
    return { target: back, cookies: [] }
  }
}

/** The form that this person sent too late in this browser, by its page's address; null where there is none. */
export async function findOwn(site: Site, visit: Visit, person: string): Promise<KeptForm | null> {
  const key = readKey(site.config, visit.request)
  const id = visit.params['form']
  return key === null || id === undefined ? null : findKept(formsOf(site), { key, id, person })
}

/** Once it was sent again and answered, also with a refusal, which shows what was typed, it is not kept any more. */
export async function dropAnswered(site: Site, request: Request, answer: Response): Promise<Response> {
  const leadsTo = answer.headers.get('location')
  const asksWho = leadsTo !== null && asking.some((page) => leadsTo.startsWith(page))
  if (request.method === 'POST' && answer.status < 500 && !asksWho) await dropSent(site, request)
  return answer
}

/** The form that was given back and is sent again now is not kept any more. What it was sent for stands in any case. */
async function dropSent(site: Site, request: Request): Promise<void> {
  const { pathname, searchParams } = new URL(request.url)
  const id = searchParams.get(KEPT)
  const key = id === null ? null : readKey(site.config, request)
  if (id === null || key === null) return
  try {
    await dropForm(formsOf(site), { key, id })
  } catch (error) {
    site.log.warn({ event: 'form_not_dropped', path: pathname, error })
  }
}

/**
 * Why a person is asked who they are, by what is kept under the browser's key, and never by what an address says. A plain
 * visit has no reason to be told.
 */
export async function whyAsked(site: Site, visit: Visit, next: string | null): Promise<readonly string[]> {
  const key = readKey(site.config, visit.request)
  if (key === null) return []
  const { kept: words } = site.words
  const prefix = givenBack.find((prefix) => next?.startsWith(prefix))
  const id = prefix === undefined ? '' : (next ?? '').slice(prefix.length)
  const kept = await findKept(formsOf(site), { key, id })
  if (kept === null) {
    const wasHere = (await findOwner(formsOf(site), key)) !== null
    return wasHere && (await readSession(site, visit.request)) === null ? [words.ended] : []
  }
  const isTyped = kept.fields.length > 0
  const because = kept.why === 'proof' ? (isTyped ? [words.typed] : []) : [isTyped ? words.endedKept : words.ended]
  return [...because, ...(kept.isTooLarge ? [words.tooLarge] : [])]
}

/** The button that changes nothing was pressed. */
function stays(sent: Fields): boolean {
  return sent.some(([name, value]) => name === STAY.name && value === STAY.value)
}

/** The page of this site that sent the request; of those that give a form back or ask who it is none. */
function pageOf({ config }: Site, request: Request): string | null {
  const sender = URL.parse(request.headers.get('referer') ?? '')
  if (sender?.origin !== new URL(config.origin).origin) return null
  const path = localPath(config.origin, sender.pathname + sender.search)
  return path === null || [...givenBack, ...asking].some((page) => path.startsWith(page)) ? null : path
}

function homeOf(pattern: string): string {
  return href(pattern.startsWith(routes.portal) ? routes.portal : routes.home)
}
