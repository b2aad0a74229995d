import { descriptions, type Html, html, panel, table } from '@lanyard/ui'
import { pages } from '../../messages/en/pages.ts'
import type { Role } from '../../members/member.ts'
import { regions } from '../../messages/en/regions.ts'
import type { Tile } from '../../modules/tile.ts'
import { tileDot } from '../launcher/launcher-page.ts'

const words = pages.profileSettings

export interface ProfileView {
  readonly name: string
  readonly username: string
  readonly organization: string
  readonly role: Role
  readonly products: readonly Tile[]
}

export function profilePage({ name, username, organization, role, products }: ProfileView): Html {
  return html`${panel({
    children: descriptions([
      { term: words.name, details: name },
      { term: words.username, details: username },
      { term: words.organization, details: organization },
      { term: words.role, details: pages.members.roles[role] },
    ]),
  })}
  ${panel({
    heading: words.productsHeading,
    children: html`${table({
      caption: words.productsCaption,
      columns: [{ label: words.product }, { label: words.region }, { label: words.state }],
      rows: products.map((tile) => [
        tile.module.name,
        tile.deployment === null ? words.noRegion : regions[tile.deployment.region],
        tileDot(tile),
      ]),
      empty: words.noProducts,
    })}
      <p class="hint">${words.linkHint}</p>`,
  })}`
}
