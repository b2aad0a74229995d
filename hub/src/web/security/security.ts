import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { replaceRecoveryCodes } from '../../people/factors/replace-recovery-codes.ts'
import { login } from '../../messages/en/login.ts'
import { security as words } from '../../messages/en/security.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { sessionOf, type ViewerEnv } from '../viewer.ts'
import { withProof } from '../with-proof.ts'
import { newCodesPage } from './factor-pages.ts'
import { goToCodes } from './go-to-codes.ts'
import { showSecurity } from './show-security.ts'
import { findCodes, forgetCodes } from './shown-codes.ts'
import { sendSubPage } from './sub-page.ts'

/**
 * A person's own second factors. Anyone may look at theirs; whatever changes them wants both factors given just now, since
 * a browser that was left open must not be enough to take the account over (T36, T44).
 */
export function showFactors(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  forgetCodes(c, site)
  return showSecurity(c, site)
}

/** New recovery codes, again on a reload, until the person goes on. */
export async function showNewCodes(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const codes = findCodes(c, site, c.var.viewer.session.uid)
  if (codes === null) return c.redirect(href(routes.profileSettings.security), 303)
  return sendSubPage(c, site, { title: login.recoveryCodes.title, main: newCodesPage(codes) })
}

export const takeNewCodes = withProof('recovery_codes.replace', async (c, site) => {
  const { viewer } = c.var
  const request = { account: viewer.account.id, ...sessionOf(viewer) }
  const { recoveryCodes: codes } = await replaceRecoveryCodes(site.hub, request)
  return goToCodes(c, site, { codes, text: words.replaced })
})
