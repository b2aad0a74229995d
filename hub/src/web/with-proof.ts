import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { isFresh } from '../people/permits/permit.ts'
import { type ActName, ruleOf } from '../records/acts/rules.ts'
import type { Answer } from './page.ts'
import { routes } from './routes.ts'
import { provenAt, type ViewerEnv } from './viewer.ts'

interface Door {
  /** As whom the act is done here, where its rule lets both; a master, unless it says so. */
  readonly as?: 'master' | 'own'
  /** Address that a form which came too late leads to after the login; for a page, its own. */
  readonly back?: (c: Context) => string | Promise<string>
}

/**
 * Asks for the proof that an act wants, by the act's rule, before the page shows the form or takes it. The operation reads
 * the same rule again, so that a page which forgets this opens nothing. A person whose last proof is too old logs in again
 * and comes back.
 */
export function withProof<Path extends string>(
  act: ActName,
  answer: Answer<ViewerEnv, Path>,
  { as, back }: Door = {},
): Answer<ViewerEnv, Path> {
  const rule = ruleOf(act)
  const proof = as === 'own' ? rule.own : (rule.master ?? rule.own)
  if (proof === undefined) throw new Error(`No person may do ${act} on a page`)
  return async (c, site) => {
    const { viewer } = c.var
    if (proof !== 'fresh' || isFresh(site.hub, provenAt(viewer))) return answer(c, site)
    const target = (await back?.(c)) ?? ownAddress(c)
    return c.redirect(href(routes.login, {}, { target, again: viewer.account.username }), 303)
  }
}

function ownAddress({ req }: Context): string {
  const { pathname, search } = new URL(req.url)
  return req.method === 'GET' ? pathname + search : pathname
}
