import { account } from '../../messages/en/account.ts'
import { kept } from '../../messages/en/kept.ts'
import { pages } from '../../messages/en/pages.ts'
import { sessionBounds } from '../../people/organizations/session-limits.ts'
import { limitChoices } from '../admin-settings/sessions-panel.ts'
import { listModuleSettings } from '../module-urls/module-settings.ts'
import { moduleUrlChoice } from '../module-urls/module-urls-page.ts'
import type { UrlOwner } from '../module-urls/wrong-regions.ts'
import { languageChoice } from '../profile/language-choice.ts'
import type { KeptFormContext, KeptActWords } from './name-act.ts'

/** Forms of lists to choose from, which are given back with their lists. */

const words = kept.acts

export function chooseLimits({ site, viewer }: KeptFormContext): KeptActWords {
  const choices = limitChoices({ limits: viewer.organization.sessionLimits, bounds: sessionBounds(site.hub) })
  return { label: words.sessionLimits, go: pages.adminSettings.sessions.save, choices }
}

export function chooseDetails({ site }: KeptFormContext): KeptActWords {
  const choices = { language: languageChoice(site.brand.name) }
  return { label: words.details, go: account.profile.save, choices }
}

export async function chooseUrls({ site, viewer }: KeptFormContext, whose: UrlOwner): Promise<KeptActWords> {
  const settings = await listModuleSettings(site.hub, viewer.member)
  const choices = Object.fromEntries(settings.map((setting) => [setting.module.id, moduleUrlChoice(whose, setting)]))
  const label = whose === 'own' ? words.ownUrls : words.organizationUrls
  return { label, go: pages.moduleUrls.save, choices }
}
