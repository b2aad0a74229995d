import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { MINUTE } from '../../clock.ts'
import { pages } from '../../messages/en/pages.ts'
import { countOutlived } from '../../oidc/count-outlived.ts'
import { assertWithinBounds, sessionBounds, type SessionLimits } from '../../people/organizations/session-limits.ts'
import { setSessionLimits } from '../../people/organizations/set-session-limits.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { personOf, type ViewerEnv } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'
import { withProof } from '../with-proof.ts'
import { showOverview } from './admin-settings.ts'
import { limitsDialog, savedWords } from './limits-dialog.ts'

const words = pages.adminSettings.sessions
const act = 'organization.set_session_limits'

/** Asks before limits are saved that log people out; an address that names none leads to the form. */
export async function showSessionLimits(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const [total, idle] = [c.req.query('total'), c.req.query('idle')]
  if (total === undefined || idle === undefined) return c.redirect(href(routes.adminSettings.home), 303)
  return ask({ total: readLimit(total), idle: readLimit(idle) })(c, site)
}

const ask = (limits: SessionLimits) =>
  withProof(act, (c, site) =>
    orShow(
      { c, site },
      async () => {
        const { organization } = c.var.viewer
        assertWithinBounds(site.hub, limits)
        const loggedOut = await countOutlived(site.hub, organization, limits)
        const main = limitsDialog({
          organization: organization.name,
          limits,
          bounds: sessionBounds(site.hub),
          loggedOut,
        })
        return sendViewerPage(c, site, { title: words.question.title, main, width: 'settings' })
      },
      (refusal) => showOverview(c, site, refusal),
    ),
  )

/** Takes the limits of the organization's sign-in sessions (A1), after the question where they log people out. */
export const takeSessionLimits = withProof(act, async (c, site) => {
  const { viewer } = c.var
  const { organization } = viewer
  const form = await readForm(c)
  const [total, idle] = [form.getSent('total'), form.getSent('idle')]
  const limits = { total: readLimit(total), idle: readLimit(idle) }
  return orShow(
    { c, site },
    async () => {
      assertWithinBounds(site.hub, limits)
      const loggedOut = await countOutlived(site.hub, organization, limits)
      if (loggedOut > 0 && form.get('confirmed') === '') {
        return c.redirect(href(routes.adminSettings.sessions, {}, { total, idle }), 303)
      }
      await setSessionLimits(site.hub, { ...limits, organization: organization.id, loggedOut, by: personOf(viewer) })
      leaveOutcome(c, site, { text: savedWords(loggedOut) })
      return c.redirect(href(routes.adminSettings.home), 303)
    },
    (refusal) => showOverview(c, site, refusal),
  )
})

/** Minutes as the form sends them, in milliseconds; null for the default. What is no number is out of every bound. */
function readLimit(text: string): number | null {
  if (text === '') return null
  return /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * MINUTE) : Number.NaN
}
