import { dropAnswered } from '@lanyard/forms'
import type { Context, Hono } from 'hono'
import { guards, type Viewers } from './guards.ts'
import { formsOf, readKey } from './kept/kept-key.ts'
import { routes } from './routes.ts'
import type { Site, SiteEnv } from './site.ts'

/** Answers a request that the page's guard has let through. */
export type Answer<Env extends SiteEnv, Path extends string = string> = (
  c: Context<Env, Path>,
  site: Site,
) => Response | Promise<Response>

/**
 * An address, who may see it, and what answers. What an act asks for, such as a fresh proof, stands at the operation.
 */
export type Page<Viewer extends keyof Viewers = keyof Viewers> = {
  [Each in Viewer]: {
    readonly path: string
    readonly viewer: Each
    readonly GET?: Answer<Viewers[Each]>
    readonly POST?: Answer<Viewers[Each]>
  }
}[Viewer]

export function addPage<Viewer extends keyof Viewers>(app: Hono<SiteEnv>, site: Site, page: Page<Viewer>): void {
  const admit = guards[page.viewer]
  for (const method of ['GET', 'POST'] as const) {
    const answer = page[method]
    if (answer === undefined) continue
    app.on(method, page.path, async (c: Context<Viewers[Viewer]>) => {
      // Before the guard looks: who holds back the last byte until their session has ended finds the door shut. It stays
      // here for who reads it later; `limitForm` has bounded it.
      if (method === 'POST') await c.req.arrayBuffer()
      const elsewhere = await admit(c, site)
      if (elsewhere !== null) return elsewhere
      const exchange = { request: c.req.raw, answer: await answer(c, site), asking: [routes.login] }
      await dropAnswered({ ...formsOf(site.hub), log: site.hub.log }, readKey(c, site), exchange)
      return exchange.answer
    })
  }
}
