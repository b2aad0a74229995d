import { href } from '@lanyard/ui'
import type { Context, Hono } from 'hono'
import { replaceRecoveryCodes } from '../../people/factors/replace-recovery-codes.ts'
import { login } from '../../messages/en/login.ts'
import { security as words } from '../../messages/en/security.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { provenAt, requireMember, requireRight, type ViewerEnv } from '../viewer.ts'
import { addAuthenticatorPage } from './add-authenticator.ts'
import { addPasskeyPages } from './add-passkey.ts'
import { changeFactorPages } from './change-factor.ts'
import { newCodesPage } from './factor-pages.ts'
import { goToCodes } from './go-to-codes.ts'
import { showSecurity } from './show-security.ts'
import { findCodes, forgetCodes } from './shown-codes.ts'
import { sendSubPage } from './sub-page.ts'

/**
 * A person's own second factors. Anyone may look at theirs; whatever changes them wants both factors given just now,
 * since a browser that was left open must not be enough to take the account over (T36, T44).
 */
export function addSecurity(app: Hono<SiteEnv>, site: Site): void {
  const { security, recoveryCodes } = routes.profileSettings
  const member = requireMember(site)
  const mayReplace = requireRight(site, 'recovery_codes.replace', { back: () => href(security) })

  app.get(security, member, (c) => {
    forgetCodes(c, site)
    return showSecurity(c, site)
  })
  addAuthenticatorPage(app, site)
  addPasskeyPages(app, site)
  changeFactorPages(app, site)

  app.get(recoveryCodes, member, async (c) => {
    const codes = findCodes(c, site, c.var.viewer.session.uid)
    if (codes === null) return c.redirect(href(security), 303)
    return sendSubPage(c, site, { title: login.recoveryCodes.title, main: newCodesPage(codes) })
  })
  app.post(recoveryCodes, mayReplace, (c) => replaceCodes(c, site))
}

async function replaceCodes(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { viewer } = c.var
  const request = { account: viewer.account.id, provenAt: provenAt(viewer) }
  const { recoveryCodes: codes } = await replaceRecoveryCodes(site.hub, request)
  return goToCodes(c, site, { codes, text: words.replaced })
}
