import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { changeProfile } from '../../people/accounts/change-profile.ts'
import { findPendingEmail } from '../../people/mailed-links/email-changes.ts'
import { account as words } from '../../messages/en/account.ts'
import type { Refusal } from '../../refusal.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { hintsOf } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { sessionOf, type ViewerEnv } from '../viewer.ts'
import { profilePage } from './profile-page.ts'

/** What the form sends, as it was typed. */
interface Typed {
  readonly name: string
  readonly language: string
}

/** Who the person is at the hub, and what of it they change themselves. */
export async function showProfile(
  c: Context<ViewerEnv>,
  site: Site,
  sent?: { readonly typed: Typed; readonly refusal: Refusal },
): Promise<Response> {
  const { account, member, organization } = c.var.viewer
  const main = profilePage({
    hub: site.brand.name,
    account,
    organization: organization.name,
    role: member.role,
    pendingEmail: await findPendingEmail(site.hub, account.id),
    typed: sent?.typed ?? { name: account.name, language: account.language ?? '' },
    hints: hintsOf(site, sent?.refusal),
  })
  return sendProfilePage(c, site, { main, refusal: sent?.refusal })
}

export async function takeDetails(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { viewer } = c.var
  const form = await readForm(c)
  const typed = { name: form.get('name'), language: form.get('language') }
  return orShow(
    { c, site },
    async () => {
      await changeProfile(site.hub, { account: viewer.account.id, ...sessionOf(viewer), ...typed })
      leaveOutcome(c, site, { text: words.profile.saved })
      return c.redirect(href(routes.profileSettings.home), 303)
    },
    (refusal) => showProfile(c, site, { typed, refusal }),
  )
}
