import { kyselyStore } from '@lanyard/connect/kysely'
import { openPsa, openRmm } from '../src/open-parts.ts'
import { moduleOf } from '../src/parts.ts'
import type { DemoTenant } from './demo.ts'
import { seedLink } from './seed-link.ts'
import type { LinkToSeed } from './seed-link.ts'
import { seedPsaTenant } from './seed-psa.ts'
import { seedRmmTenant } from './seed-rmm.ts'

/** The hub's side of whatever is linked, and the product whose side is made here. */
export type HubSide = Pick<LinkToSeed<unknown>, 'hub' | 'issuer' | 'product' | 'organizations' | 'members'>

/** Makes companies of one product, with their people and links. `environment` is the product's configuration. */
export async function seedTenants(
  environment: Readonly<Record<string, string>>,
  hubSide: HubSide,
  tenants: readonly DemoTenant[],
): Promise<void> {
  if (moduleOf(hubSide.product) === 'rmm') {
    await using rmm = await openRmm(environment, hubSide.issuer)
    const store = kyselyStore(rmm.db)
    for (const demo of tenants) await seedLink({ ...hubSide, store, demo, tenant: await seedRmmTenant(rmm, demo) })
    return
  }
  await using psa = await openPsa(environment, hubSide.issuer)
  const store = kyselyStore(psa.db)
  for (const demo of tenants) await seedLink({ ...hubSide, store, demo, tenant: await seedPsaTenant(psa, demo) })
}
