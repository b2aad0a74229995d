import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { cancelEmailChange } from '../../people/accounts/cancel-email-change.ts'
import { confirmEmailChange } from '../../people/accounts/confirm-email-change.ts'
import { getEmailChange } from '../../people/accounts/find-email-change.ts'
import { requestEmailChange } from '../../people/accounts/request-email-change.ts'
import { account } from '../../messages/en/account.ts'
import { done } from '../../messages/en/done.ts'
import type { Refusal } from '../../refusal.ts'
import { isDoneHere, rememberDone } from '../done/done-here.ts'
import { sendDone } from '../done/done-page.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { hintsOf } from '../refusal-notice.ts'
import { sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { sessionOf, type ViewerEnv } from '../viewer.ts'
import { hasFormerAddress } from '../username/username.ts'
import { withProof } from '../with-proof.ts'
import { confirmPage, emailPage } from './email-page.ts'

const words = account.email

type Confirm = Context<SiteEnv, typeof routes.confirmEmail>

/** Changing the address that mail goes to: both factors are asked for before an address is typed. */
export const showEmail = withProof('account.request_email_change', (c, site) => showForm(c, site))

export const takeEmail = withProof('account.request_email_change', async (c, site) => {
  const typed = (await readForm(c)).get('email')
  return orShow(
    { c, site },
    async () => {
      const { email } = await requestEmailChange(site.hub, {
        account: c.var.viewer.account.id,
        ...sessionOf(c.var.viewer),
        email: typed,
      })
      leaveOutcome(c, site, { text: words.requested(email) })
      return c.redirect(href(routes.profileSettings.home), 303)
    },
    (refusal) => showForm(c, site, { typed, refusal }),
  )
})

/** Gives up a change that waits. */
export async function takeCancel(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { viewer } = c.var
  await cancelEmailChange(site.hub, { account: viewer.account.id, ...sessionOf(viewer) })
  leaveOutcome(c, site, { text: account.profile.cancelled })
  return c.redirect(href(routes.profileSettings.home), 303)
}

/**
 * The person who reads the mail at the new address confirms it, logged in or not. The page tells only what it would
 * change.
 */
export async function showConfirmEmail(c: Confirm, site: Site): Promise<Response> {
  const token = c.req.param('token')
  if (isDoneHere(c, site, token)) return sendDone(c, site, done.emailConfirmed)
  const body = confirmPage({ ...(await getEmailChange(site.hub, token)), token, brand: site.brand })
  return sendPage(c, site, { title: words.confirmTitle, body })
}

export async function takeConfirmEmail(c: Confirm, site: Site): Promise<Response> {
  const token = c.req.param('token')
  if (!isDoneHere(c, site, token)) {
    const { username, email } = await confirmEmailChange(site.hub, token)
    rememberDone(c, site, token)
    const stays = hasFormerAddress({ username, email }) ? ` ${words.stays(username)}` : ''
    leaveOutcome(c, site, { text: `${words.done(username, email)}${stays}` })
  }
  return c.redirect(href(routes.confirmEmail, { token }), 303)
}

function showForm(
  c: Context<ViewerEnv>,
  site: Site,
  sent?: { readonly typed: string; readonly refusal: Refusal },
): Promise<Response> {
  const main = emailPage({
    present: c.var.viewer.account.email,
    typed: sent?.typed ?? '',
    hints: hintsOf(site, sent?.refusal),
  })
  return sendProfilePage(c, site, { main, refusal: sent?.refusal })
}
