import { alert, type Html, href, html, linkButton } from '@lanyard/ui'
import { pages } from '../../messages/en/pages.ts'
import type { Tile } from '../../connections/launcher/tile.ts'
import { routes } from '../routes.ts'

const words = pages.launch

export interface LaunchView {
  readonly tile: Tile
  readonly organization: string
  /** The viewer may set the organization's module URLs. */
  readonly isMaster: boolean
}

/** What pressing a tile shows in place of a product that does not open: why, and who can mend it. */
export function launchPage({ tile, organization, isMaster }: LaunchView): Html {
  const { module, state, deployment } = tile
  return alert({
    ...reason(tile, organization, isMaster),
    actions: [
      state === 'unreachable' && deployment === null && moduleUrlLinks(organization, isMaster),
      state === 'not_connected' &&
        deployment?.origin &&
        linkButton({ label: words.ownLogIn(module.name), href: deployment.origin }),
      linkButton({ label: words.back, href: href(routes.home) }),
    ],
  })
}

function moduleUrlLinks(organization: string, isMaster: boolean): Html {
  const { adminSettings, profileSettings } = routes
  const own = { label: words.ownModuleUrls, href: href(profileSettings.moduleUrls) }
  if (!isMaster) return linkButton({ ...own, kind: 'primary' })
  const all = { label: words.moduleUrlsOf(organization), href: href(adminSettings.moduleUrls) }
  return html`${linkButton({ ...all, kind: 'primary' })} ${linkButton(own)}`
}

function reason(
  { module: { name }, state, deployment }: Tile,
  organization: string,
  isMaster: boolean,
): { text: string; next: string } {
  if (state === 'not_subscribed')
    return { text: words.notSubscribed(name, organization), next: words.notSubscribedNext }
  if (state === 'not_connected')
    return { text: words.notConnected(name, organization), next: words.notConnectedNext(name) }
  if (deployment === null) {
    const next = isMaster ? words.noAddressNextMaster : words.noAddressNext
    return { text: words.noAddress(name, organization), next }
  }
  return { text: words.unknownAddress(name), next: words.unknownAddressNext }
}
