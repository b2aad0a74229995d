/** One module in the app menu, in the hub's order. `url` is absent where nothing can be opened. */
export interface App {
  readonly module: string
  readonly name: string
  readonly state: 'ready' | 'link_your_account' | 'not_connected' | 'not_subscribed' | 'unreachable'
  readonly url?: string
}
