import type { HttpBindings } from '@hono/node-server'
import type { Assets, Brand, SuiteBrand } from '@lanyard/ui'
import type Provider from 'oidc-provider'
import type { Hub } from '../hub.ts'

/** What pages are made with. */
export interface Site {
  readonly hub: Hub
  /** Another one after a rotation of the signing keys, so it is looked up again for each request. */
  readonly provider: Provider
  readonly suite: SuiteBrand
  /** The hub's own entry of {@link suite}. */
  readonly brand: Brand
  readonly assets: Assets
  /** This node stops: what watches is ended, and asks another node or a later start. */
  readonly stopping: AbortSignal
}

export interface SiteEnv {
  Bindings: HttpBindings
}
