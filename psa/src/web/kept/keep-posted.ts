import {
  dropAnswered,
  type Fields,
  findKept,
  findOwner,
  keepForm,
  type KeptForm,
  sentFields,
  type Why,
} from '@lanyard/forms'
import { pageThatSent } from '@lanyard/guard'
import { href } from '@lanyard/ui'
import { readSession } from '../../sessions/read-session.ts'
import { DECLINE } from '../../sign-on/proof.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { Visit } from '../visit.ts'
import { formsOf, rememberOwner, readKey } from './kept-key.ts'
import { keptRules } from './kept-rules.ts'

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
 * origin sent it, so no other site puts a form here. No one has taken the body yet.
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
  const back = pageThatSent(site.config.origin, request.headers.get('referer'), [...givenBack, ...asking])
  const declared = keptRules(site.words)[visit.pattern]
  if (declared === undefined) return { target: back, cookies: [] }
  try {
    const remembered = person === null ? null : await rememberOwner(site, request, person)
    const key = remembered?.key ?? readKey(site.config, request)
    const cookies = remembered === null ? [] : [remembered.cookie]
    const sent = await sentFields(request.headers.get('content-type'), request)
    if (key === null || stays(sent)) return { target: back, cookies }
    const { pattern, params } = visit
    const isPortal = pattern.startsWith(routes.portal)
    const about = { pattern, params, back: back ?? href(isPortal ? routes.portal : routes.home), why }
    const form = await keepForm(formsOf(site), key, { ...about, address: request.url, declared, sent })
    const page = isPortal ? routes.portalKept : routes.kept
    return { target: form === null ? back : href(page, { form }), cookies }
  } catch (error) {
    // The login that is asked for is the answer in any case.
    site.log.warn({ event: 'form_not_kept', path: url.pathname, error })
    return { target: back, cookies: [] }
  }
}

/** The form that this person sent too late in this browser, by its page's address; null where there is none. */
export async function findOwn(site: Site, visit: Visit, person: string): Promise<KeptForm | null> {
  return findKept(formsOf(site), { key: readKey(site.config, visit.request), id: visit.params['form'] ?? null, person })
}

/** A form that was given back, sent again and answered is not kept any more. */
export async function dropSent(site: Site, request: Request, answer: Response): Promise<Response> {
  const forms = { ...formsOf(site), log: site.log }
  await dropAnswered(forms, readKey(site.config, request), { request, answer, asking })
  return answer
}

/**
 * Why a person is asked who they are, by what is kept under the browser's key, and never by what an address says. A plain
 * visit has no reason to be told.
 */
export async function explainLogin(site: Site, visit: Visit, next: string | null): Promise<readonly string[]> {
  const key = readKey(site.config, visit.request)
  const { kept: words } = site.words
  const kept = await findKept(formsOf(site), { key, id: keptAt(next) })
  if (kept === null) {
    const wasHere = (await findOwner(formsOf(site), key)) !== null
    return wasHere && (await readSession(site, visit.request)) === null ? [words.ended] : []
  }
  const isTyped = kept.fields.length > 0
  const because = kept.why === 'proof' ? (isTyped ? [words.typed] : []) : [isTyped ? words.endedKept : words.ended]
  return [...because, ...(kept.isTooLarge ? [words.tooLarge] : [])]
}

/** The page on which this person's form stood that the next page gives back; null where that is another page. */
export async function findWhereItStood(site: Site, visit: Visit, next: string, person: string): Promise<string | null> {
  const kept = await findKept(formsOf(site), { key: readKey(site.config, visit.request), id: keptAt(next), person })
  return kept?.back ?? null
}

function keptAt(next: string | null): string | null {
  const prefix = givenBack.find((prefix) => next?.startsWith(prefix))
  return prefix === undefined ? null : (next ?? '').slice(prefix.length)
}

/** The button that changes nothing was pressed. */
function stays(sent: Fields): boolean {
  return sent.some(([name, value]) => name === DECLINE.name && value === DECLINE.value)
}
