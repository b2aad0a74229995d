import { changesState, isOwnForm, tidyPath } from '@lanyard/guard'
import { assetResponse, href } from '@lanyard/ui'
import { Hono } from 'hono'
import { Refusal, refusalOf } from '../refusal.ts'
import { limitAddress, limitForm } from './forms.ts'
import { sendRefusal } from './render.ts'
import { routes } from './routes.ts'
import type { Site, SiteEnv } from './site.ts'

/**
 * The hub's pages without any page yet: assets, the check that a state-changing request comes from a page of
 * this origin, the limit on forms, and the pages for refusals and failures. Security headers are set before it, by the
 * front door, since they belong on the provider's answers too.
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
  app.get(routes.assets, (c) => assetResponse(site.assets, c.req.raw) ?? c.notFound())
  app.get(routes.wellKnownPassword, (c) => c.redirect(href(routes.profileSettings.password), 303))
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
