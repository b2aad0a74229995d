import { readBrand } from '@lanyard/ui'
import { dataFolder } from '../src/data-folder.ts'
import { openHub } from '../src/open-parts.ts'
import { partEnvironment } from '../src/part-environment.ts'
import { productNames } from '../src/parts.ts'
import type { Settings } from '../src/settings.ts'
import { demoIssuer } from '../src/demo-issuer.ts'
import { organizations, tenants } from './demo.ts'
import { makeKeys } from './keys.ts'
import { seedHub } from './seed-hub.ts'
import { seedTenants } from './seed-tenants.ts'

export type SeedStep = 'hub' | 'products'

/** Makes the demo's keys and the data of every part in an empty folder, by the parts' own operations. */
export async function seedDemo(settings: Settings, onStep: (step: SeedStep) => void): Promise<void> {
  const folder = dataFolder(settings.data)
  const keys = await makeKeys(folder)

  onStep('hub')
  await using hub = await openHub(partEnvironment('hub', settings, folder), demoIssuer)
  const members = await seedHub(hub, readBrand(settings.brandFile), keys)

  onStep('products')
  for (const product of productNames) {
    const environment = partEnvironment(product, settings, folder)
    await seedTenants(environment, { hub, issuer: demoIssuer, product, organizations, members }, tenants[product])
  }
}
