import { alert, type Html, href, linkButton } from '@lanyard/ui'
import { pages } from '../../messages/en/pages.ts'
import type { Tile } from '../../modules/tile.ts'
import { routes } from '../routes.ts'

const words = pages.launch

export interface LaunchView {
  readonly tile: Tile
  readonly organization: string
}

/** What pressing a tile shows in place of a product that does not open: why, and who can mend it. */
export function launchPage({ tile, organization }: LaunchView): Html {
  const { module, state, deployment } = tile
  return alert({
    ...reason(tile, organization),
    actions: [
      state === 'unreachable' &&
        deployment === null &&
        linkButton({ label: words.moduleUrls, href: href(routes.profileSettings.moduleUrls), kind: 'primary' }),
      state === 'not_connected' &&
        deployment?.origin &&
        linkButton({ label: words.ownLogIn(module.name), href: deployment.origin }),
      linkButton({ label: words.back, href: href(routes.home) }),
    ],
  })
}

function reason({ module: { name }, state, deployment }: Tile, organization: string): { text: string; next: string } {
  if (state === 'not_subscribed')
    return { text: words.notSubscribed(name, organization), next: words.notSubscribedNext }
  if (state === 'not_connected')
    return { text: words.notConnected(name, organization), next: words.notConnectedNext(name) }
  if (deployment === null) return { text: words.noAddress(name), next: words.noAddressNext }
  return { text: words.unknownAddress(name), next: words.unknownAddressNext }
}
