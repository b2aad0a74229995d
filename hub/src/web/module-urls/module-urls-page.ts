import { button, buttonRow, form, type Html, html, type KeptChoice, select } from '@lanyard/ui'
import { pages } from '../../messages/en/pages.ts'
import { regions } from '../../messages/en/regions.ts'
import type { ModuleSetting } from './module-settings.ts'
import type { UrlOwner } from './wrong-regions.ts'

const words = pages.moduleUrls

export interface ModuleUrlsView {
  readonly whose: UrlOwner
  readonly organization: string
  readonly settings: readonly ModuleSetting[]
  readonly action: string
}

/** Either Module URLs tab: one combo box per module, named after it; its field is named by the module's id. */
export function moduleUrlsPage({ whose, organization, settings, action }: ModuleUrlsView): Html {
  if (settings.length === 0) return html`<p class="empty">${words.empty}</p>`
  const boxes = settings.map((setting) => moduleUrlBox(whose, setting))
  const save = buttonRow(button({ label: words.save, kind: 'primary' }))
  return html`<p>${whose === 'own' ? words.ownLead : words.organizationLead(organization)}</p>
    ${form({ action, children: [...boxes, save] })}`
}

function moduleUrlBox(whose: UrlOwner, setting: ModuleSetting): Html {
  const { module, own, ofOrganization } = setting
  const value = (whose === 'own' ? own : ofOrganization)?.id ?? ''
  return select({ ...moduleUrlChoice(whose, setting), name: module.id, value })
}

/** Where a module can open. */
export function moduleUrlChoice(whose: UrlOwner, setting: ModuleSetting): KeptChoice {
  const { module, deployments } = setting
  return {
    label: module.name,
    options: [
      { value: '', label: whose === 'own' ? words.asOrganization : words.noAddress },
      ...deployments.map(({ id, region }) => ({ value: id, label: regions[region] })),
    ],
    hint: [whose === 'own' && organizationsChoice(setting), connectedHint(setting)].filter(Boolean).join(' '),
  }
}

function organizationsChoice({ ofOrganization }: ModuleSetting): string {
  return ofOrganization === null ? words.asOrganizationUnset : words.asOrganizationIs(regions[ofOrganization.region])
}

/** Marks the deployments that are not connected. */
function connectedHint({ deployments, connected }: ModuleSetting): string {
  if (connected === null) return words.notConnected
  const others = deployments.filter(({ id }) => id !== connected.id).map(({ region }) => regions[region])
  const home = regions[connected.region]
  return others.length === 0 ? words.connected(home) : words.connectedOnly(home, others)
}
