import { pageHeading } from '@lanyard/ui'
import type { Context } from 'hono'
import { isActiveMaster } from '../../people/members/member.ts'
import { pages } from '../../messages/en/pages.ts'
import { tilesOf } from '../../connections/launcher/tiles-of.ts'
import { Refusal } from '../../refusal.ts'
import { listModuleSettings } from '../module-urls/module-settings.ts'
import { wrongRegionNotes } from '../module-urls/wrong-regions.ts'
import type { routes } from '../routes.ts'
import { fewCodesNote } from '../security/few-codes-note.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'
import { firstSteps } from './first-steps.ts'
import { launchPage } from './launch-page.ts'
import { launcherPage, tileAddress } from './launcher-page.ts'

/** "My modules", where every visit begins. */
export async function showLauncher(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { account, member, organization } = c.var.viewer
  const { title, lead } = pages.launcher
  const settings = await listModuleSettings(site.hub, member)
  const repairable = isActiveMaster(member) ? (['own', 'organization'] as const) : (['own'] as const)
  const problems = wrongRegionNotes(settings, { repairable })
  const tiles = await tilesOf(site.hub, member)
  const steps = await firstSteps(c, site, c.var.viewer, tiles)
  return sendViewerPage(c, site, {
    title,
    heading: pageHeading({ title, lead: lead(organization.name) }),
    main: [await fewCodesNote(site, account.id), problems, steps, launcherPage(tiles)],
  })
}

/** The page behind a tile that does not open. */
export async function showLaunch(c: Context<ViewerEnv, typeof routes.launch>, site: Site): Promise<Response> {
  const { member, organization } = c.var.viewer
  const tile = (await tilesOf(site.hub, member)).find(({ module }) => module.id === c.req.param('module'))
  if (tile === undefined) throw new Refusal('not_found')
  const way = tileAddress(tile)
  if (way !== null) return c.redirect(way, 303)
  const title = pages.launch.title(tile.module.name)
  const main = launchPage({ tile, organization: organization.name, isMaster: isActiveMaster(member) })
  return sendViewerPage(c, site, { title, heading: pageHeading({ title }), main, width: 'settings' })
}
