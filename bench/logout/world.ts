import { createAccount } from '@lanyard/hub/src/people/accounts/create-account.ts'
import type { AccountId, ModuleId } from '@lanyard/hub/src/ids.ts'
import { addMember } from '@lanyard/hub/src/people/members/add-member.ts'
import { addSubscription } from '@lanyard/hub/src/people/organizations/add-subscription.ts'
import { createOrganization } from '@lanyard/hub/src/people/organizations/create-organization.ts'
import { inTransaction } from '@lanyard/storage'
import type { DemoTenant } from '@lanyard/suite/seed/demo.ts'
import { seedLink } from '@lanyard/suite/seed/seed-link.ts'
import { openHub, type OpenHub } from '@lanyard/suite/src/open-parts.ts'
import { moduleOf, type ProductName } from '@lanyard/suite/src/parts.ts'
import { startSuite, type SuiteOptions, type SuiteUnderTest } from '@lanyard/suite/testing.ts'
import { type BegunAtHub, beginAtHub } from './begin-at-hub.ts'
import { beginAtProduct, openPsaSide, openRmmSide, type ProductSide } from './begin-at-product.ts'
import type { Member, Organization } from './sessions.ts'

/** Sessions at the hub of each person, each with one at every product of theirs. */
const BROWSERS = 2

const by = 'operator:bench'

/** An organization that is to be, and the products that it is connected with. */
interface OrganizationToMake {
  readonly id: string
  readonly members: number
  readonly products: readonly ProductName[]
}

export interface LogOutBench extends AsyncDisposable {
  readonly suite: SuiteUnderTest
  /** Connected with PSA US and RMM. */
  readonly us: Organization
  /** Connected with PSA UK and RMM. */
  readonly uk: Organization
}

/**
 * Starts the hub and three products, with everybody logged in everywhere, {@link BROWSERS} times.
 *
 * @param members how many each organization has, beside a master
 * @param environment configuration beyond the demo's
 */
export async function openLogOutBench(
  members: { readonly us: number; readonly uk: number },
  environment: SuiteOptions['environment'] = {},
): Promise<LogOutBench> {
  const suite = await startSuite({ parts: [], environment })
  try {
    const us = await makeOrganization(suite, { id: 'us', members: members.us, products: ['psa-us', 'rmm-us'] })
    const uk = await makeOrganization(suite, { id: 'uk', members: members.uk, products: ['psa-uk', 'rmm-us'] })
    await Promise.all((['hub', 'psa-us', 'psa-uk', 'rmm-us'] as const).map((part) => suite.start(part)))
    return { suite, us, uk, [Symbol.asyncDispose]: () => suite[Symbol.asyncDispose]() }
  } catch (error) {
    await suite[Symbol.asyncDispose]()
    throw error
  }
}

async function makeOrganization(suite: SuiteUnderTest, request: OrganizationToMake): Promise<Organization> {
  await using hub = await openHub(suite.environment('hub'))
  const [master, ...people] = await addPeople(hub, request)
  if (master === undefined) throw new Error(`${request.id} has no master`)
  const cookies = new Map<ProductName, readonly (readonly string[])[]>()
  for (const product of request.products) {
    cookies.set(product, await connect(suite, hub, product, request, [master, ...people]))
  }
  const members = people.map(({ member, begun }, person): Member => {
    const [first, ...others] = begun.map(({ cookie, handle }, browser) => ({
      cookie,
      handle,
      sessions: request.products.map((part) => ({
        part,
        origin: suite.origin(part),
        cookie: cookies.get(part)?.[person]?.[browser] ?? '',
      })),
    }))
    if (first === undefined) throw new Error('A member is not logged in')
    return { id: member, browsers: [first, ...others] }
  })
  const [browser] = master.begun
  if (browser === undefined) throw new Error('The master is not logged in')
  return { id: master.organization, master: { ...browser, sessions: [] }, members }
}

/** The first one is the master. */
function addPeople(outer: OpenHub, { id, members, products }: OrganizationToMake) {
  return inTransaction(outer, (hub) =>
    inTransaction({ db: outer.short }, async ({ db: short }) => {
      const { id: organization } = await createOrganization(hub, { id, name: id, by })
      for (const product of products)
        await addSubscription(hub, { organization, module: moduleOf(product) as ModuleId, by })
      const people = []
      for (let index = 0; index <= members; index++) {
        const employee = `p${index}`
        const username = `${employee}@${id}.example`
        const account = await createAccount(hub, { username, name: `${id} ${index}`, email: username, by })
        const role = index === 0 ? 'master' : 'member'
        const { id: member, epoch } = await addMember(hub, { organization, account, role, by })
        const begun: BegunAtHub[] = []
        for (let browser = 0; browser < BROWSERS; browser++) {
          begun.push(await beginAtHub({ ...hub, short }, { account: account.id, organization, epoch }, products))
        }
        people.push({ organization, username, employee, account: account.id, member, begun })
      }
      return people
    }),
  )
}

interface Person {
  readonly username: string
  /** Their username in products. */
  readonly employee: string
  readonly account: AccountId
  readonly member: Member['id']
  readonly begun: readonly BegunAtHub[]
}

async function connect(
  suite: SuiteUnderTest,
  hub: OpenHub,
  product: ProductName,
  request: OrganizationToMake,
  people: readonly [Person, ...Person[]],
) {
  const environment = suite.environment(product)
  const isRmm = moduleOf(product) === 'rmm'
  if (isRmm) {
    await using side = await openRmmSide(environment)
    return await connectTo(side, hub, product, request, people)
  }
  await using side = await openPsaSide(environment)
  return await connectTo(side, hub, product, request, people)
}

/** @returns the cookies of everybody but the master */
async function connectTo<Tx>(
  side: ProductSide<Tx>,
  hub: OpenHub,
  product: ProductName,
  { id }: OrganizationToMake,
  [master, ...people]: readonly [Person, ...Person[]],
): Promise<readonly (readonly string[])[]> {
  const { issuer } = hub.config
  const admin = {
    username: 'admin',
    name: 'Admin',
    role: 'admin',
    passwordless: true,
    linkedTo: master.username,
  } as const
  const technicians = people.map(({ employee }) => {
    return { username: employee, name: employee, role: 'technician', passwordless: true } as const
  })
  const demo: DemoTenant = { company: id, name: id, invited: true, employees: [admin, ...technicians], linkedTo: id }
  const tenant = await side.seedTenant(demo)
  const organizations = [{ id, name: id, accounts: [], moduleUrls: {} }]
  const members = new Map([[master.username, master]])
  await seedLink({ hub, issuer, product, store: side.store, organizations, members, demo, tenant })
  const link = await side.store.records.tenantLinks.findHeldOfTenant(tenant.id)
  if (link === null) throw new Error(`${id} is not connected`)
  const linked = people.map(({ username, employee, account, begun }) => {
    const userId = tenant.userIds.get(employee)
    if (userId === undefined) throw new Error(`${username} is not there`)
    return { userId, subject: account, username, sids: begun.map(({ sid }) => sid(product)) }
  })
  return beginAtProduct(side, link, linked)
}
