import { openHub } from '../src/open-parts.ts'
import { productNames } from '../src/parts.ts'
import type { PartName, ProductName } from '../src/parts.ts'
import type { DemoOrganization, DemoTenant } from './demo.ts'
import { seedOrganization } from './seed-hub.ts'
import { seedTenants } from './seed-tenants.ts'

/** An organization and its companies in products. */
export interface CompanyToSeed {
  readonly organization: DemoOrganization
  readonly tenants: Readonly<Partial<Record<ProductName, DemoTenant>>>
}

type EnvironmentOf = (part: PartName) => Readonly<Record<string, string>>

/** Makes one company more by the parts' own operations, also beside running parts. */
export async function seedCompany(environmentOf: EnvironmentOf, company: CompanyToSeed): Promise<void> {
  await using hub = await openHub(environmentOf('hub'))
  const organizations = [company.organization]
  const members = await seedOrganization(hub, company.organization)
  for (const product of productNames) {
    const demo = company.tenants[product]
    if (demo === undefined) continue
    // A running product has taken its hub's former names over already.
    const { issuer } = hub.config
    await seedTenants(environmentOf(product), { hub, issuer, product, organizations, members }, [demo])
  }
}
