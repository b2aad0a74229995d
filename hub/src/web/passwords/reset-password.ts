import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { done } from '../../messages/en/done.ts'
import { login } from '../../messages/en/login.ts'
import { passwords } from '../../messages/en/passwords.ts'
import { getResetAccount, resetPassword } from '../../people/passwords/reset-password.ts'
import type { Refusal } from '../../refusal.ts'
import { sourceOf } from '../ceremony/step.ts'
import { readDevice } from '../device-cookie.ts'
import { isDoneHere, rememberDone } from '../done/done-here.ts'
import { sendDone } from '../done/done-page.ts'
import { endSessionsNow } from '../end-sessions.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { readNewPassword } from './new-password-fields.ts'
import { linkExpiredPage, resetPasswordPage } from './reset-password-page.ts'

type Reset = Context<SiteEnv, typeof routes.resetPassword>

/**
 * Sets a password by a mailed link; without one that works, says where to get one. Opening it uses nothing up: mail
 * programs open links before people do.
 */
export async function showResetPassword(c: Reset, site: Site, refused?: Refusal): Promise<Response> {
  const token = c.req.param('token')
  if (isDoneHere(c, site, token)) return sendDone(c, site, done.passwordSet)
  return orShow(
    { c, site },
    async () => {
      const { username } = await getResetAccount(site.hub, token)
      const body = resetPasswordPage(site, { token, username, refusal: refused })
      return sendPage(c, site, { title: passwords.reset.title, body, status: refused?.status ?? 200 })
    },
    (refusal) => {
      const { status } = refusal
      return sendPage(c, site, { title: login.refused.title, body: linkExpiredPage(site, refusal), status })
    },
  )
}

export async function takeResetPassword(c: Reset, site: Site): Promise<Response> {
  const token = c.req.param('token')
  if (isDoneHere(c, site, token)) return c.redirect(c.req.path, 303)
  const form = await readForm(c)
  return orShow(
    { c, site },
    async () => {
      const places = [site.brand.name]
      const from = { source: sourceOf(c), device: readDevice(c, site) }
      await resetPassword(site.hub, { token, password: readNewPassword(form), places, ...from })
      await endSessionsNow(site)
      rememberDone(c, site, token)
      leaveOutcome(c, site, { text: passwords.reset.done })
      return c.redirect(href(routes.login), 303)
    },
    (refusal) => showResetPassword(c, site, refusal),
  )
}
