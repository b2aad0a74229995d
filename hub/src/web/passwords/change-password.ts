import { breadcrumbs, href, html, pageHeading } from '@lanyard/ui'
import type { Context } from 'hono'
import { pages } from '../../messages/en/pages.ts'
import { passwords } from '../../messages/en/passwords.ts'
import { changePassword } from '../../people/passwords/change-password.ts'
import { hasPassword } from '../../people/passwords/set-password.ts'
import type { Refusal } from '../../refusal.ts'
import { sourceOf } from '../ceremony/step.ts'
import { readDevice } from '../device-cookie.ts'
import { endSessionsNow } from '../end-sessions.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { hintsOf } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { sessionOf, type ViewerEnv } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'
import { withProof } from '../with-proof.ts'
import { changePasswordPage } from './change-password-page.ts'
import { readNewPassword } from './new-password-fields.ts'

const words = passwords.change

/** A person's own password, behind fresh factors and the current one (T44). */
export const showChangePassword = withProof('password.change', (c, site) => show(c, site))

export const takeChangePassword = withProof('password.change', async (c, site) => {
  const { account, organization } = c.var.viewer
  const form = await readForm(c)
  return orShow(
    { c, site },
    async () => {
      await changePassword(site.hub, {
        account,
        ...sessionOf(c.var.viewer),
        current: form.get('current'),
        next: readNewPassword(form),
        places: [site.brand.name, organization.name],
        source: sourceOf(c),
        device: readDevice(c, site),
      })
      await endSessionsNow(site)
      leaveOutcome(c, site, { text: words.done })
      return c.redirect(href(routes.profileSettings.password), 303)
    },
    (refusal) => show(c, site, refusal),
  )
})

async function show(c: Context<ViewerEnv>, site: Site, refusal?: Refusal): Promise<Response> {
  const { account } = c.var.viewer
  const main = changePasswordPage({
    username: account.username,
    hasOne: await hasPassword(site.hub, account.id),
    hints: hintsOf(site, refusal),
  })
  const above = { label: pages.profileSettings.title, href: href(routes.profileSettings.home) }
  const heading = html`${breadcrumbs({ items: [above, { label: words.title }] })} ${pageHeading({ title: words.title })}`
  return sendViewerPage(c, site, { title: words.title, heading, main, width: 'settings', refusal })
}
