import { href } from '@lanyard/ui'
import { inTransaction } from '@lanyard/storage'
import type { Context } from 'hono'
import { type DeploymentId, isDeploymentId } from '../../ids.ts'
import { pages } from '../../messages/en/pages.ts'
import { regions } from '../../messages/en/regions.ts'
import type { Hub } from '../../hub.ts'
import { setOrganizationModuleUrl } from '../../connections/module-urls/set-organization-module-url.ts'
import { setOwnModuleUrl } from '../../connections/module-urls/set-own-module-url.ts'
import { Refusal } from '../../refusal.ts'
import { type Form, readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import type { Answer } from '../page.ts'
import { routes } from '../routes.ts'
import { sendAdminPage, sendProfilePage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { personOf, type Viewer, type ViewerEnv } from '../viewer.ts'
import { listModuleSettings, type ModuleSetting } from './module-settings.ts'
import { moduleUrlsPage } from './module-urls-page.ts'
import { type UrlOwner, wrongRegionNotes } from './wrong-regions.ts'

const words = pages.moduleUrls

interface Tab {
  readonly whose: UrlOwner
  readonly path: typeof routes.adminSettings.moduleUrls | typeof routes.profileSettings.moduleUrls
  readonly send: typeof sendAdminPage
  readonly set: (hub: Hub, viewer: Viewer, setting: ModuleSetting, deployment: DeploymentId | null) => Promise<void>
}

const organizationTab: Tab = {
  whose: 'organization',
  path: routes.adminSettings.moduleUrls,
  send: sendAdminPage,
  set: (hub, viewer, { module }, deployment) =>
    setOrganizationModuleUrl(hub, {
      organization: viewer.organization.id,
      module: module.id,
      deployment,
      by: personOf(viewer),
    }),
}

const ownTab: Tab = {
  whose: 'own',
  path: routes.profileSettings.moduleUrls,
  send: sendProfilePage,
  set: (hub, viewer, { module }, deployment) =>
    setOwnModuleUrl(hub, { member: viewer.member.id, module: module.id, deployment, by: personOf(viewer) }),
}

/** Both Module URLs tabs (A10), and the repair of one that points to another region than the connected one (A11). */
export const organizationUrls = answersOf(organizationTab)
export const ownUrls = answersOf(ownTab)

function answersOf(tab: Tab): Readonly<Record<'show' | 'take' | 'repair', Answer<ViewerEnv>>> {
  return {
    show: (c, site) => showTab(c, site, tab),
    take: (c, site) => saveTab(c, site, tab),
    repair: (c, site) => repair(c, site, tab),
  }
}

async function showTab(c: Context<ViewerEnv>, site: Site, tab: Tab, refusal?: Refusal): Promise<Response> {
  const { member, organization } = c.var.viewer
  const settings = await listModuleSettings(site.hub, member)
  const problems = wrongRegionNotes(settings, { repairable: [tab.whose] })
  const view = { whose: tab.whose, organization: organization.name, settings, action: href(tab.path) }
  return tab.send(c, site, { main: [problems, moduleUrlsPage(view)], refusal })
}

async function saveTab(c: Context<ViewerEnv>, site: Site, tab: Tab): Promise<Response> {
  const form = await readForm(c)
  const settings = await listModuleSettings(site.hub, c.var.viewer.member)
  const sent = settings.filter(({ module }) => form.names().includes(module.id))
  if (sent.length === 0) throw new Refusal('form_invalid')
  return orShow(
    { c, site },
    async () => {
      await inTransaction(site.hub, async (hub) => {
        for (const setting of sent) await tab.set(hub, c.var.viewer, setting, chosenDeployment(form, setting))
      })
      leaveOutcome(c, site, { text: words.saved })
      return c.redirect(href(tab.path), 303)
    },
    (refusal) => showTab(c, site, tab, refusal),
  )
}

/**
 * @throws {Refusal} `module_url_invalid` for what cannot be a deployment at all; the operation refuses the rest.
 *   `form_invalid` for a module that is named twice
 */
function chosenDeployment(form: Form, { module }: ModuleSetting): DeploymentId | null {
  const chosen = form.getSent(module.id)
  if (chosen === '') return null
  if (!isDeploymentId(chosen)) throw new Refusal('module_url_invalid', { module: module.name, url: chosen })
  return chosen
}

/** Points a module URL to the deployment that the organization is connected to; without a connection nothing is wrong. */
async function repair(c: Context<ViewerEnv>, site: Site, tab: Tab): Promise<Response> {
  const { viewer } = c.var
  const form = await readForm(c)
  const settings = await listModuleSettings(site.hub, viewer.member)
  const setting = settings.find(({ module }) => module.id === form.get('module'))
  if (setting === undefined || setting.connected === null) throw new Refusal('not_found')
  await tab.set(site.hub, viewer, setting, setting.connected.id)
  const { repaired } = pages.wrongRegion[tab.whose]
  leaveOutcome(c, site, { text: repaired(setting.module.name, regions[setting.connected.region]) })
  return c.redirect(href(routes.home), 303)
}
