import { keepForm, sentFields, type Owner, type Why } from '@lanyard/forms'
import { localPath } from '@lanyard/guard'
import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { dropSent } from '../kept/drop-sent.ts'
import { GIVEN_BACK, KEPT } from '../kept/find-own.ts'
import { formsOf, meetOwner, readKey } from '../kept/kept-key.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { keptRules } from './kept-rules.ts'

/** Why a request cannot be answered yet; with whose it is, where a session says so. */
interface Late {
  readonly why: Why
  readonly owner: Owner | null
}

/**
 * Where the login leads for a request that came too late: to the page that was asked for; for a form, to the page that
 * gives it back, or, where it could not be kept, to the page that it stood on. It has passed the check that a page of this
 * origin sent it, so no other site puts a form here.
 */
export async function keepForLater(c: Context, site: Site, late: Late): Promise<string | undefined> {
  const { pathname, search } = new URL(c.req.url)
  if (c.req.method === 'GET') return pathname + search
  const back = pageOf(c, site)
  const id = await keepPosted(c, site, { ...late, back: back ?? href(routes.home) })
  return id === null ? back : href(routes.kept, { form: id })
}

async function keepPosted(
  c: Context,
  site: Site,
  { why, owner, back }: Late & { readonly back: string },
): Promise<string | null> {
  const pattern = routePath(c)
  const declared = keptRules[pattern]
  if (declared === undefined) return null
  try {
    const key = owner === null ? readKey(c, site) : await meetOwner(c, site, owner)
    if (key === null) return null
    const sent = await sentFields(c.req.header('content-type'), c.req)
    const about = { pattern, params: c.req.param(), action: addressOf(c), back, why }
    const id = await keepForm(formsOf(site.hub), key, { ...about, declared, sent })
    if (id !== null) await dropSent(c, site)
    return id
  } catch (error) {
    // The login that is asked for is the answer in any case.
    site.hub.log.warn({ event: 'form_not_kept', path: c.req.path, error })
    return null
  }
}

/** Path and query that it was sent to, but for what names an earlier copy. */
function addressOf(c: Context): string {
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.delete(KEPT)
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`
}

/** The page of this site that sent the request; of the pages that give a form back none. */
function pageOf(c: Context, { hub: { config } }: Site): string | undefined {
  const sender = URL.parse(c.req.header('referer') ?? '')
  if (sender?.origin !== new URL(config.issuer).origin) return undefined
  const path = localPath(config.issuer, sender.pathname + sender.search)
  const isOne = path !== null && !path.startsWith(GIVEN_BACK) && !path.startsWith(routes.login)
  return isOne ? path : undefined
}
