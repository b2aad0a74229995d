import type { Hono } from 'hono'
import { Refusal } from '../refusal.ts'
import { type Answer, type Env, guards, type Visits } from './guards.ts'
import { dropSent } from './kept/keep-posted.ts'
import type { Site } from './site.ts'

/** An address, who may see it, and what answers. What an act asks for stands at the operation. */
export type Page<Viewer extends keyof Visits = keyof Visits> = {
  [Each in Viewer]: {
    readonly path: string
    readonly viewer: Each
    readonly GET?: Answer<Visits[Each]>
    readonly POST?: Answer<Visits[Each]>
  }
}[Viewer]

export function addPage<Viewer extends keyof Visits>(app: Hono<Env>, site: Site, page: Page<Viewer>): void {
  const guard = guards[page.viewer]
  for (const method of ['GET', 'POST'] as const) {
    const answer = page[method]
    if (answer === undefined) continue
    const handle = guard(site, answer)
    app.on(method, page.path, async (context) => dropSent(site, context.req.raw, await handle(context)))
  }
  app.all(page.path, () => {
    throw new Refusal('method_not_allowed')
  })
}
