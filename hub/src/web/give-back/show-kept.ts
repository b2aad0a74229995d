import { KEPT, type KeptForm, sentAgain } from '@lanyard/forms'
import { form, href, html, keptForm, button, buttonRow, dialog, linkButton } from '@lanyard/ui'
import type { Context } from 'hono'
import { isOrganizationId } from '../../ids.ts'
import { kept as words } from '../../messages/en/kept.ts'
import { isActiveMaster } from '../../people/members/member.ts'
import { findOrganization } from '../../people/organizations/find-organization.ts'
import { Refusal } from '../../refusal.ts'
import { findOwn } from '../kept/find-own.ts'
import { leaveOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'
import { keptRules } from './kept-rules.ts'

type Given = Context<ViewerEnv, typeof routes.kept>

/**
 * Gives back a form that came too late, to the person who sent it, in the organization that they sent it in. It does
 * nothing by itself: the person presses the button again, which takes the form's own way with all its guards.
 */
export async function showKept(c: Given, site: Site): Promise<Response> {
  const { viewer } = c.var
  const id = c.req.param('form')
  const found = await findOwn(c, site, id)
  const rule = found && keptRules[found.pattern]
  if (!found || !rule) {
    leaveOutcome(c, site, { text: words.gone, isNote: true })
    return c.redirect(href(routes.home), 303)
  }
  if (found.place !== viewer.organization.id) return showElsewhere(c, site, found)
  if (found.pattern.startsWith(routes.adminSettings.home) && !isActiveMaster(viewer.member)) {
    throw new Refusal('not_a_master', { account: viewer.account.username })
  }
  if (found.isTooLarge) return showTooLarge(c, site, found)
  if (rule.onOwnPage || found.why === 'answered') return c.redirect(sentAgain(found.action, id), 303)
  const { label, go, ends, choices } = await rule.act({ site, viewer, kept: found })
  const main = keptForm({
    label,
    lead: words.lead,
    leadAct: words.leadAct,
    leadChosen: words.leadChosen,
    action: sentAgain(found.action, id),
    fields: rule.fields,
    choices,
    values: found.fields,
    go,
    ends,
    stay: { label: words.cancel, href: found.back },
  })
  return sendViewerPage(c, site, { title: label, main, width: 'settings' })
}

/** An act in one organization is never prepared in another. */
async function showElsewhere(c: Given, site: Site, { place, back }: KeptForm): Promise<Response> {
  const written = isOrganizationId(place) ? await findOrganization(site.hub, place) : null
  const { organization } = c.var.viewer
  const children = html`<p>${words.elsewhere(written?.name ?? place, organization.name)}</p>
    ${form({
      action: href(routes.organization),
      fields: { organization: place, [KEPT]: c.req.param('form') },
      children: buttonRow([
        button({ label: words.enter(written?.name ?? place), kind: 'primary' }),
        linkButton({ label: words.cancel, href: back }),
      ]),
    })}`
  const main = dialog({ label: words.elsewhereTitle, children })
  return sendViewerPage(c, site, { title: words.elsewhereTitle, main, width: 'settings' })
}

function showTooLarge(c: Given, site: Site, { back }: KeptForm): Promise<Response> {
  const children = html`<p>${words.leadTooLarge}</p>
    ${buttonRow(linkButton({ label: words.back, href: back }))}`
  const main = dialog({ label: words.tooLargeTitle, children })
  return sendViewerPage(c, site, { title: words.tooLargeTitle, main, width: 'settings' })
}
