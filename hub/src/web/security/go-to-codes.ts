import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { leaveOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { leaveCodes } from './shown-codes.ts'

/** After an act that has made new recovery codes: to the page that shows them, with what was achieved. */
export function goToCodes(
  c: Context<ViewerEnv>,
  site: Site,
  { codes, text }: { readonly codes: readonly string[]; readonly text: string },
): Response {
  leaveCodes(c, site, c.var.viewer.session.uid, codes)
  leaveOutcome(c, site, { text })
  return c.redirect(href(routes.profileSettings.recoveryCodes), 303)
}
