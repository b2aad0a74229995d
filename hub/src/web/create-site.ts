import { changesState, isOwnForm, tidyPath } from '@lanyard/guard'
import { Hono } from 'hono'
import { Refusal, refusalOf } from '../refusal.ts'
import { limitAddress, limitForm } from './forms.ts'
import { addPage } from './page.ts'
import { pages } from './pages.ts'
import { sendRefusal } from './render.ts'
import type { Site, SiteEnv } from './site.ts'

/**
 * The hub's pages, behind the check that a state-changing request comes from a page of this origin and the limit on forms,
 * and the pages for refusals and failures. Security headers are set before it, by the front door, since they belong on the
 * provider's answers too.
 */
export function createSite(site: Site): Hono<SiteEnv> {
  const app = new Hono<SiteEnv>()
  const origin = site.hub.config.issuer

  app.use(async (c, next) => {
    if (changesState(c.req.method) && !isOwnForm(c.req.raw.headers, origin)) throw new Refusal('request_refused')
    c.header('cache-control', 'no-store')
    await next()
  })
  app.use(limitAddress)
  app.use(limitForm)
  for (const page of pages) addPage(app, site, page)
  app.notFound((c) => {
    const { pathname, search } = new URL(c.req.url)
    const tidied = tidyPath(pathname)
    const isRead = !changesState(c.req.method)
    return isRead && tidied !== pathname
      ? c.redirect(tidied + search, 308)
      : sendRefusal(c, site, new Refusal('not_found'))
  })
  app.onError((error, c) => sendRefusal(c, site, refusalOf(error), error))
  return app
}
