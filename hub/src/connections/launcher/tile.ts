import type { Deployment, Module } from '../../catalogue/modules/module.ts'

/**
 * How a module stands for one member. `not_subscribed`: the organization has no subscription to it; `not_connected`: no tenant is
 * connected to the organization; `link_your_account`: connected, and the member has no user there yet; `unreachable`:
 * nothing says where it is; `ready`: one click and in.
 */
export type TileState = 'ready' | 'link_your_account' | 'not_connected' | 'not_subscribed' | 'unreachable'

/** One module in the launcher and in the products' app menus. */
export interface Tile {
  readonly module: Module
  readonly state: TileState
  /** Where the member's module URL leads; null for "No address". */
  readonly deployment: Deployment | null
  /** Who chose that: the member's own choice beats the organization's (A10). */
  readonly chosenBy: 'organization' | 'member' | null
  /** The deployment that the tenant lives in, where the module URL leads to another one (A11). */
  readonly wrongRegion: { readonly linked: Deployment } | null
  /** The product's sign-in, with the issuer, the organization, and the username as a hint; null where there is nowhere to go. */
  readonly url: string | null
}
