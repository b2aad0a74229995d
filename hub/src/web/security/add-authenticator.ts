import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { addAuthenticator } from '../../people/factors/add-authenticator.ts'
import { beginAddingAuthenticator } from '../../people/factors/begin-adding-authenticator.ts'
import { login } from '../../messages/en/login.ts'
import { security as words } from '../../messages/en/security.ts'
import type { Refusal } from '../../refusal.ts'
import { sourceOf } from '../ceremony/step.ts'
import { enrolmentForm } from '../enrolment-form.ts'
import { readForm } from '../forms.ts'
import { readKeptField } from '../kept/find-own.ts'
import { orShow } from '../or-show.ts'
import { hintsOf } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { sessionOf, type ViewerEnv } from '../viewer.ts'
import { withProof } from '../with-proof.ts'
import { nameField } from './factor-pages.ts'
import { goToCodes } from './go-to-codes.ts'
import { showSecurity } from './show-security.ts'
import { sendSubPage } from './sub-page.ts'

/** One more authenticator app: its key, shown to this session alone, and its first code. */
export const showNewAuthenticator = withProof('authenticator.confirm', async (c, site) =>
  showKeyPage(c, site, { name: await readKeptField(c, site, 'name') }),
)

export const takeNewAuthenticator = withProof('authenticator.confirm', async (c, site) => {
  const { viewer } = c.var
  const { account } = viewer
  const form = await readForm(c)
  const name = form.get('name')
  const proof = {
    account,
    ...sessionOf(viewer),
    ceremony: ceremonyOf(c),
    code: form.get('code'),
    source: sourceOf(c),
    name,
  }
  return orShow(
    { c, site },
    async () => {
      const { recoveryCodes } = await addAuthenticator(site.hub, proof)
      return goToCodes(c, site, { codes: recoveryCodes, text: words.addApp.added })
    },
    (refusal) => showKeyPage(c, site, { name, refusal }),
  )
})

async function showKeyPage(
  c: Context<ViewerEnv>,
  site: Site,
  { name, refusal }: { readonly name: string; readonly refusal?: Refusal },
): Promise<Response> {
  const { account } = c.var.viewer
  return orShow(
    { c, site },
    async () => {
      const request = { account, ceremony: ceremonyOf(c), hubName: site.brand.name }
      const hints = hintsOf(site, refusal)
      const enrolment = await beginAddingAuthenticator(site.hub, request)
      const main = await enrolmentForm({
        action: href(routes.profileSettings.addAuthenticator),
        enrolment,
        more: nameField(name, hints),
        hints,
      })
      return sendSubPage(c, site, { title: login.enrol.title, main, refusal })
    },
    (refusal) => showSecurity(c, site, refusal),
  )
}

/** Keys of logins have the login's uid. */
function ceremonyOf(c: Context<ViewerEnv>): string {
  return `session:${c.var.viewer.session.uid}`
}
