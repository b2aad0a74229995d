import { createAccount } from '@lanyard/hub/src/people/accounts/create-account.ts'
import { importAuthenticator } from '@lanyard/hub/src/people/factors/import-authenticator.ts'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import type { AccountId, DeploymentId, MemberId, ModuleId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import { addMember } from '@lanyard/hub/src/people/members/add-member.ts'
import { deactivateMember } from '@lanyard/hub/src/connections/rights/change-status.ts'
import { addDeployment } from '@lanyard/hub/src/catalogue/clients/add-deployment.ts'
import { addModule } from '@lanyard/hub/src/catalogue/modules/add-module.ts'
import { addSubscription } from '@lanyard/hub/src/people/organizations/add-subscription.ts'
import { setOrganizationModuleUrl } from '@lanyard/hub/src/connections/module-urls/set-organization-module-url.ts'
import { createOrganization } from '@lanyard/hub/src/people/organizations/create-organization.ts'
import { setPassword } from '@lanyard/hub/src/people/passwords/set-password.ts'
import { inTransaction } from '@lanyard/storage'
import type { SuiteBrand } from '@lanyard/ui'
import { moduleOf, productNames, regionOf } from '../src/parts.ts'
import { demoPassword, modules, organizations } from './demo.ts'
import type { DemoAccount, DemoOrganization } from './demo.ts'
import type { PublicKeys } from './keys.ts'

export interface SeededMember {
  readonly member: MemberId
  readonly account: AccountId
}

/** Who is who at the hub, by username: what links name. */
export type SeededMembers = ReadonlyMap<string, SeededMember>

const by = 'operator:demo'

/** Makes the catalogue with its deployments, and the demo's organizations with their people, in one commit. */
export async function seedHub(hub: Hub, brand: SuiteBrand, keys: PublicKeys): Promise<SeededMembers> {
  return inTransaction(hub, async (hub) => {
    await seedCatalogue(hub, brand, keys)
    const members = await Promise.all(organizations.map((organization) => seedOrganization(hub, organization)))
    return new Map(members.flatMap((of) => [...of]))
  })
}

/** Makes the modules and their deployments. */
export async function seedCatalogue(hub: Hub, brand: SuiteBrand, keys: PublicKeys): Promise<void> {
  for (const [position, { id }] of modules.entries()) {
    await addModule(hub, { id, name: brand.products[id]?.name ?? id, position })
  }
  for (const product of productNames) {
    const key = keys.get(product)
    if (key === undefined) throw new Error(`${product} has no key`)
    await addDeployment(hub, {
      module: moduleOf(product),
      region: regionOf(product),
      origin: null,
      keys: [key],
      by,
    })
  }
}

/** Makes an organization with its people. */
export async function seedOrganization(
  hub: Hub,
  { id, name, accounts, moduleUrls }: DemoOrganization,
): Promise<SeededMembers> {
  const organization = await createOrganization(hub, { id, name, by })
  for (const module of modules.filter(({ subscribed }) => subscribed)) {
    await addSubscription(hub, { organization: organization.id, module: module.id as ModuleId, by })
  }
  for (const [module, deployment] of Object.entries(moduleUrls)) {
    const choice = { module: module as ModuleId, deployment: deployment as DeploymentId }
    await setOrganizationModuleUrl(hub, { organization: organization.id, ...choice, by })
  }
  return new Map(await Promise.all(accounts.map((account) => seedAccount(hub, organization.id, account))))
}

async function seedAccount(hub: Hub, organization: OrganizationId, demo: DemoAccount) {
  const { username, name, role, key, passwordless } = demo
  const account = await createAccount(hub, { username, name, email: username, by })
  if (!passwordless) await setPassword(hub, { account: account.id, password: demoPassword, by })
  if (key !== null) await importAuthenticator(hub, { account: account.id, secret: key, by })
  const member = await addMember(hub, { organization, account, role, by })
  if (demo.inactive) await deactivateMember(hub, { member: member.id, by })
  return [username, { member: member.id, account: account.id }] as const
}
