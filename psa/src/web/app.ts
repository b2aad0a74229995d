import { tidyPath } from '@lanyard/guard'
import { assetResponse, href } from '@lanyard/ui'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from '../refusal.ts'
import { errorResponse } from './error/error-page.ts'
import type { Env } from './guards.ts'
import { followSession } from './kept/kept-key.ts'
import { addPage } from './page.ts'
import { pages } from './pages.ts'
import {
  LARGEST_BODY,
  protectionHeaders,
  refuseForeignHost,
  refuseForeignOrigin,
  refuseOddAddress,
} from './protection.ts'
import { routes } from './routes.ts'
import { seeOther, type Site } from './site.ts'

/** Everything that a deployment answers, Request → Response. */
export function createApp(site: Site): Hono<Env> {
  const app = new Hono<Env>()
  protect(app, site)
  app.use(cleanAddress(site))
  app.get(routes.assets, ({ req }) => {
    const response = assetResponse(site.assets, req.raw)
    if (!response) throw new Refusal('not_found')
    return response
  })
  app.all('/connect/*', async ({ req }) => {
    const response = await site.connect.handle(req.raw)
    if (!response) throw new Refusal('not_found')
    return response
  })
  for (const page of pages) addPage(app, site, page)
  app.get(routes.wellKnownPassword, () => seeOther(href(routes.mySettings)))
  app.notFound((context) => {
    const { pathname, search } = new URL(context.req.url)
    const tidied = tidyPath(pathname)
    if (context.req.method === 'GET' && tidied !== pathname) return context.redirect(tidied + search, 308)
    throw new Refusal('not_found')
  })
  return app
}

/** What a ceremony of the kit has to say is in a cookie: the page shows it once, at an address that says nothing. */
function cleanAddress({ config }: Site): MiddlewareHandler<Env> {
  return async ({ req }, next) => {
    const url = new URL(req.url)
    if (req.method !== 'GET' || !url.searchParams.has('notice') || url.pathname.startsWith('/connect/')) return next()
    url.searchParams.delete('notice')
    // Whole, so that no path of two slashes leads to another host (T18).
    return seeOther(config.origin + url.pathname + url.search)
  }
}

function protect(app: Hono<Env>, site: Site): void {
  const headers = Object.entries(protectionHeaders(site.config))
  app.use(async (context, next) => {
    await next()
    // Some answers, redirects among them, have headers that cannot be changed.
    const response = new Response(context.res.body, context.res)
    for (const [name, value] of headers) response.headers.set(name, value)
    for (const cookie of await followSession(site, context.req.raw, response))
      response.headers.append('set-cookie', cookie)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    context.res = undefined
    context.res = response
  })
  app.onError((error, { req }) => errorResponse(site, req.raw, error))
  app.use(async ({ req }, next) => {
    refuseOddAddress(req.raw)
    refuseForeignHost(site.config, req.raw)
    // The kit checks its own state changes; what the hub sends comes from no page.
    if (!req.path.startsWith('/connect/')) refuseForeignOrigin(site.config, req.raw)
    await next()
  })
  const onError = () => {
    throw new Refusal('too_large')
  }
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError }))
  // Guards ask after the last byte came: a request that is held open keeps no right that ended meanwhile (T9).
  app.use(async ({ req }, next) => {
    const { body, method } = req.raw
    if (body !== null) req.raw = new Request(req.raw, { method, body: await req.raw.arrayBuffer() })
    await next()
  })
}
