import { href } from '@lanyard/ui'
import type { Context, Hono } from 'hono'
import { cancelEmailChange } from '../../people/accounts/cancel-email-change.ts'
import { confirmEmailChange } from '../../people/accounts/confirm-email-change.ts'
import { getEmailChange } from '../../people/accounts/find-email-change.ts'
import { requestEmailChange } from '../../people/accounts/request-email-change.ts'
import { account } from '../../messages/en/account.ts'
import type { Refusal } from '../../refusal.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { provenAt, requireMember, requireRight, type ViewerEnv } from '../viewer.ts'
import { changedPage, confirmPage, emailPage } from './email-page.ts'

const words = account.email

/**
 * Changing the address that mail goes to: both factors are asked for before an address is typed, and the person who reads the
 * mail there confirms it, logged in or not. The page of the link tells nothing but what it would change.
 */
export function addEmail(app: Hono<SiteEnv>, site: Site): void {
  const may = requireRight(site, 'account.request_email_change')
  const { home, email: path, cancelEmail } = routes.profileSettings

  app.get(path, may, (c) => showForm(c, site))
  app.post(path, may, async (c) => {
    const typed = (await readForm(c)).get('email')
    return orShow(
      { c, site },
      async () => {
        const { email } = await requestEmailChange(site.hub, {
          account: c.var.viewer.account.id,
          provenAt: provenAt(c.var.viewer),
          email: typed,
        })
        leaveOutcome(c, site, { text: words.requested(email) })
        return c.redirect(href(home), 303)
      },
      (refusal) => showForm(c, site, { typed, refusal }),
    )
  })

  app.post(cancelEmail, requireMember(site), async (c) => {
    await cancelEmailChange(site.hub, c.var.viewer.account.id)
    leaveOutcome(c, site, { text: account.profile.cancelled })
    return c.redirect(href(home), 303)
  })

  app.get(routes.confirmEmail, async (c) => {
    const token = c.req.param('token')
    const body = confirmPage({ ...(await getEmailChange(site.hub, token)), token, brand: site.brand })
    return sendPage(c, site, { title: words.confirmTitle, body })
  })
  app.post(routes.confirmEmail, async (c) => {
    const body = changedPage({ ...(await confirmEmailChange(site.hub, c.req.param('token'))), brand: site.brand })
    return sendPage(c, site, { title: words.doneTitle, body })
  })
}

function showForm(
  c: Context<ViewerEnv>,
  site: Site,
  sent?: { readonly typed: string; readonly refusal: Refusal },
): Promise<Response> {
  const main = emailPage({ present: c.var.viewer.account.email, typed: sent?.typed ?? '' })
  return sendProfilePage(c, site, { main, refusal: sent?.refusal })
}
