import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import type { Factor } from '../../people/factors/factor.ts'
import { getFactor } from '../../people/factors/get-factor.ts'
import { listFactors } from '../../people/factors/list-factors.ts'
import { removeFactor } from '../../people/factors/remove-factor.ts'
import { renameFactor } from '../../people/factors/rename-factor.ts'
import { security as words } from '../../messages/en/security.ts'
import { Refusal } from '../../refusal.ts'
import { endSessionsNow } from '../end-sessions.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { hintsOf } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { sessionOf, type ViewerEnv } from '../viewer.ts'
import { withProof } from '../with-proof.ts'
import { factorName } from './factor-name.ts'
import { removePage, renamePage } from './factor-pages.ts'
import { goToCodes } from './go-to-codes.ts'
import { showSecurity } from './show-security.ts'
import { sendSubPage } from './sub-page.ts'

type OfFactor = Context<
  ViewerEnv,
  typeof routes.profileSettings.renameFactor | typeof routes.profileSettings.removeFactor
>

/** Naming an app or passkey. */
export const showRename = withProof('authenticator.rename', (c: OfFactor, site) =>
  withFactor(c, site, (factor) => sendRename(c, site, factor, { name: factor.name ?? '' })),
)

export const takeRename = withProof('authenticator.rename', async (c: OfFactor, site) => {
  const name = (await readForm(c)).get('name')
  return withFactor(c, site, (factor) => rename(c, site, factor, name))
})

/** Taking it away. */
export const showRemove = withProof('authenticator.remove', (c: OfFactor, site) =>
  withFactor(c, site, (factor) => askToRemove(c, site, factor)),
)

export const takeRemove = withProof('authenticator.remove', (c: OfFactor, site) =>
  withFactor(c, site, (factor) => remove(c, site, factor)),
)

/** The factor that the address names; what is refused of it is shown on the page that lists them. */
function withFactor(c: OfFactor, site: Site, work: (factor: Factor) => Promise<Response>): Promise<Response> {
  return orShow(
    { c, site },
    async () => work(await getFactor(site.hub, c.var.viewer.account.id, c.req.param('factor'))),
    (refusal) => showSecurity(c, site, refusal),
  )
}

function rename(c: Context<ViewerEnv>, site: Site, factor: Factor, name: string): Promise<Response> {
  return orShow(
    { c, site },
    async () => {
      const { viewer } = c.var
      const request = { account: viewer.account.id, ...sessionOf(viewer), factor: factor.id, name }
      await renameFactor(site.hub, request)
      leaveOutcome(c, site, { text: words.renaming.saved })
      return c.redirect(href(routes.profileSettings.security), 303)
    },
    (refusal) => sendRename(c, site, factor, { name, refusal }),
  )
}

function sendRename(
  c: Context<ViewerEnv>,
  site: Site,
  factor: Factor,
  { name, refusal }: { readonly name: string; readonly refusal?: Refusal },
): Promise<Response> {
  const title = words.renaming.title(factorName(factor))
  return sendSubPage(c, site, { title, main: renamePage(factor, { name, hints: hintsOf(site, refusal) }), refusal })
}

/** Who cannot take it away is told before they are asked. */
async function askToRemove(c: Context<ViewerEnv>, site: Site, factor: Factor): Promise<Response> {
  if ((await listFactors(site.hub, c.var.viewer.account.id)).length === 1) throw new Refusal('last_factor')
  const title = words.removing.title(factorName(factor))
  return sendSubPage(c, site, { title, main: removePage(factor), isDialog: true })
}

async function remove(c: Context<ViewerEnv>, site: Site, factor: Factor): Promise<Response> {
  const { viewer } = c.var
  const name = factorName(factor)
  const request = {
    account: viewer.account.id,
    ...sessionOf(viewer),
    factor: factor.id,
    factorName: name,
  }
  const { recoveryCodes } = await removeFactor(site.hub, request)
  await endSessionsNow(site)
  return goToCodes(c, site, { codes: recoveryCodes, text: words.removing.removed(name) })
}
