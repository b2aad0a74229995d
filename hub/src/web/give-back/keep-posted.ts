import { keepForm, type Owner, sentFields, type Why } from '@lanyard/forms'
import { pageThatSent } from '@lanyard/guard'
import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { GIVEN_BACK } from '../kept/find-own.ts'
import { formsOf, rememberOwner, readKey } from '../kept/kept-key.ts'
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
export async function keepForLater(c: Context, site: Site, { why, owner }: Late): Promise<string | null> {
  const { pathname, search } = new URL(c.req.url)
  if (c.req.method === 'GET') return pathname + search
  const back = pageThatSent(site.hub.config.issuer, c.req.header('referer'), [GIVEN_BACK, routes.login])
  const pattern = routePath(c)
  const declared = keptRules[pattern]
  if (declared === undefined) return back
  try {
    const key = owner === null ? readKey(c, site) : await rememberOwner(c, site, owner)
    if (key === null) return back
    const sent = await sentFields(c.req.header('content-type'), c.req)
    const about = { pattern, params: c.req.param(), back: back ?? href(routes.home), why }
    const form = await keepForm(formsOf(site.hub), key, { ...about, address: c.req.url, declared, sent })
    return form === null ? back : href(routes.kept, { form })
  } catch (error) {
    // The login that is asked for is the answer in any case.
    site.hub.log.warn({ event: 'form_not_kept', path: c.req.path, error })
    return back
  }
}
