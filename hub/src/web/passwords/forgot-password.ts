import { setTimeout as rest } from 'node:timers/promises'
import { formatDuration, href } from '@lanyard/ui'
import type { Context } from 'hono'
import { SECOND } from '../../clock.ts'
import { language } from '../../messages/en/language.ts'
import { passwords } from '../../messages/en/passwords.ts'
import { mailResetLink } from '../../people/passwords/mail-reset-link.ts'
import type { Refusal } from '../../refusal.ts'
import { sourceOf } from '../ceremony/step.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome, takeOutcome } from '../outcome.ts'
import { sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { forgotPasswordPage, linkSentPage } from './forgot-password-page.ts'

/**
 * Milliseconds that every answer takes at least, several times what the work does. There is more to write down where
 * there is an account, and however alike the rest is made, a mail and its record take time that no one must be able to measure (T29).
 */
const ANSWER_AFTER = 300

export function showForgotPassword(c: Context<SiteEnv>, site: Site): Response {
  const sent = takeOutcome(c, site)
  if (sent === null) return show(c, site, '')
  return sendPage(c, site, { title: passwords.forgot.title, body: linkSentPage(site, sent.text) })
}

/** Asks for a link by mail. The answer is one, and takes one time, whether or not there is such an account. */
export async function takeForgotPassword(c: Context<SiteEnv>, site: Site): Promise<Response> {
  const username = (await readForm(c)).get('username')
  return orShow(
    { c, site },
    async () => {
      const linkTo = (token: string) => site.hub.config.issuer + href(routes.resetPassword, { token })
      const answerTime = rest(ANSWER_AFTER)
      await mailResetLink(site.hub, { username, source: sourceOf(c), linkTo })
      await answerTime
      const lifetime = formatDuration(site.hub.config.lifetimes.mailedLink / SECOND, { language })
      leaveOutcome(c, site, { text: passwords.forgot.sent(lifetime) })
      return c.redirect(href(routes.forgotPassword), 303)
    },
    (refusal) => show(c, site, username, refusal),
  )
}

function show(c: Context<SiteEnv>, site: Site, username: string, refusal?: Refusal): Response {
  const body = forgotPasswordPage(site, { username, refusal })
  return sendPage(c, site, { title: passwords.forgot.title, body, status: refusal?.status ?? 200 })
}
