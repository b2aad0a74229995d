import { type Html, href, html, markOf, statusDot, type StatusKind, tile, tiles } from '@lanyard/ui'
import { pages } from '../../messages/en/pages.ts'
import { regions } from '../../messages/en/regions.ts'
import type { Tile, TileState } from '../../connections/launcher/tile.ts'
import { routes } from '../routes.ts'

const words = pages.launcher

export function launcherPage(modules: readonly Tile[]): Html {
  return modules.length === 0 ? html`<p class="empty">${words.empty}</p>` : tiles(modules.map(moduleTile))
}

const KINDS = {
  ready: 'good',
  link_your_account: 'warning',
  not_connected: 'neutral',
  not_subscribed: 'neutral',
  unreachable: 'bad',
} as const satisfies Record<TileState, StatusKind>

/** The state in words, with its colour; a module URL that leads to the wrong place comes before it (A11). */
function tileDot({ state, wrongRegion }: Tile): Html {
  if (wrongRegion !== null) return statusDot({ kind: 'warning', text: words.wrongRegion })
  return statusDot({ kind: KINDS[state], text: words.states[state] })
}

/** Where pressing the tile leads into the product: to its home page, or to where the account is linked; null where it cannot. */
export function tileAddress({ state, url }: Tile): string | null {
  return state === 'ready' || state === 'link_your_account' ? url : null
}

function moduleTile(item: Tile): Html {
  const { module, deployment } = item
  const way = tileAddress(item)
  return tile({
    id: `module-${module.id}`,
    name: module.name,
    href: way ?? href(routes.launch, { module: module.id }),
    mark: markOf(module.id),
    note: deployment === null ? undefined : regions[deployment.region],
    state: tileDot(item),
    ready: way !== null,
  })
}
