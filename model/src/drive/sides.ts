import type { TestDialect } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import { deployments, type HubSide, openHubSide } from './hub-side.ts'
import { openProductSide, type ProductSide, type StoreFault } from './product-side.ts'

/** A hub and two deployments of a product, each on a database of its own. Tenants 0 and 2 live in the first one. */
export interface Sides extends AsyncDisposable {
  readonly hub: HubSide
  readonly products: readonly ProductSide[]
  reset(): Promise<void>
}

export const tenants = ['t0', 't1', 't2'] as const
export const productOf = (tenant: number): number => (tenant === 1 ? 1 : 0)

/** A fault of ours, to see that it is noticed: a statement for a database, or another store. */
export interface Fault {
  readonly hub?: string
  readonly product?: string
  readonly store?: StoreFault
}

export async function openSides(database: TestDialect, fault: Fault = {}): Promise<Sides> {
  const hub = await openHubSide(database)
  const products = await Promise.all(
    deployments.map((deployment, index) =>
      openProductSide(
        database,
        deployment,
        tenants.filter((_, tenant) => productOf(tenant) === index),
        fault.store,
      ),
    ),
  )
  if (database.name === 'SQLite') {
    // Nothing here is to survive a power cut.
    for (const { db } of [hub.hub, ...products]) await sql.raw('pragma synchronous = off').execute(db)
  }
  if (fault.hub) await sql.raw(fault.hub).execute(hub.hub.db)
  if (fault.product) for (const { db } of products) await sql.raw(fault.product).execute(db)
  return {
    hub,
    products,
    async reset() {
      await Promise.all([hub.reset(), ...products.map((product) => product.reset())])
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([hub, ...products].map((side) => side[Symbol.asyncDispose]()))
    },
  }
}
