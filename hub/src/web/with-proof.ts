import { href } from '@lanyard/ui'
import { isFresh } from '../people/permits/permit.ts'
import { type ActName, ruleOf } from '../records/acts/rules.ts'
import { keepForLater } from './give-back/keep-posted.ts'
import type { Answer } from './page.ts'
import { routes } from './routes.ts'
import { ownerOf, provenAt, type ViewerEnv } from './viewer.ts'

/**
 * Asks for the proof that an act wants, by the act's rule, before the page shows the form or takes it. The operation reads
 * the same rule again, so that a page which forgets this opens nothing. A person whose last proof is too old logs in again
 * and comes back; a form that they sent is kept for them (FS1).
 *
 * @param door.as as whom the act is done here, where its rule lets both; a master, unless it says so
 */
export function withProof<Path extends string>(
  act: ActName,
  answer: Answer<ViewerEnv, Path>,
  { as }: { readonly as?: 'master' | 'own' } = {},
): Answer<ViewerEnv, Path> {
  const rule = ruleOf(act)
  const proof = as === 'own' ? rule.own : (rule.master ?? rule.own)
  if (proof === undefined) throw new Error(`No person may do ${act} on a page`)
  return async (c, site) => {
    const { viewer } = c.var
    if (proof !== 'fresh' || isFresh(site.hub, provenAt(viewer))) return answer(c, site)
    const target = await keepForLater(c, site, { why: 'proof', owner: ownerOf(viewer) })
    return c.redirect(href(routes.login, {}, { target, again: viewer.account.username }), 303)
  }
}
