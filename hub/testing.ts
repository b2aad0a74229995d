import { recordLog } from '@lanyard/running/testing'
import { dialectOf, inTransaction } from '@lanyard/storage'
import { databases, eventually } from '@lanyard/storage/testing'
import type { TestDialect } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import type { Account } from './src/people/accounts/account.ts'
import { createAccount } from './src/people/accounts/create-account.ts'
import type { Person } from './src/actor.ts'
import { readConfig } from './src/config.ts'
import { ledgerMigrations, shortMigrations } from './src/db/open.ts'
import type { Ledger, Short } from './src/db/schema.ts'
import type { Hub } from './src/hub.ts'
import { newId } from './src/ids.ts'
import type { AccountId, DeploymentId, LinkId, MemberId, ModuleId, OrganizationId } from './src/ids.ts'
import { addMember } from './src/people/members/add-member.ts'
import type { ActiveMember, Role } from './src/people/members/member.ts'
import type { Owner } from './src/people/permits/permit.ts'
import { addDeployment } from './src/catalogue/clients/add-deployment.ts'
import { addModule } from './src/catalogue/modules/add-module.ts'
import { addSubscription } from './src/people/organizations/add-subscription.ts'
import { createOrganization } from './src/people/organizations/create-organization.ts'
import { approveTenantLink } from './src/connections/tenant-links/approve-tenant-link.ts'
import { confirmTenantLink } from './src/connections/tenant-links/confirm-tenant-link.ts'
import type { TenantLinkRequest } from './src/connections/tenant-links/tenant-link.ts'
import { Refusal } from './src/refusal.ts'

export const operator = 'operator:test' as const

/** A member who has just given both factors. */
export function asPerson({ now }: Pick<Hub, 'now'>, member: MemberId): Person {
  return { actor: `member:${member}`, provenAt: now(), session: { uid: 'session', term: 0 } }
}

/** A person about their own account, who has just given both factors. */
export function asOwner({ now }: Pick<Hub, 'now'>, account: AccountId): Owner {
  return { account, session: 'session', provenAt: now() }
}

/** For `assert.rejects`: a refusal of this code. */
export const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

/** A hub of one test's own, on databases of its own. */
export interface TestHub extends Hub, AsyncDisposable {
  /** Moves this hub's clock on, by milliseconds. */
  readonly pass: (duration: number) => void
  /** What it has written to its log. */
  readonly logged: readonly Readonly<Record<string, unknown>>[]
  /** The same hub as another node of it would be: connections of its own to the same databases. */
  readonly second: () => Promise<Hub>
}

/**
 * Opens an empty hub. Its clock stands still unless {@link TestHub.pass} moves it, except with `running`.
 *
 * @example
 * for (const database of databases) {
 *   it(`… on ${database.name}`, async () => {
 *     await using hub = await openTestHub(database)
 */
export async function openTestHub(
  database: TestDialect | undefined = databases[0],
  {
    running = false,
    environment = {},
  }: { readonly running?: boolean; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<TestHub> {
  if (database === undefined) throw new Error('There is no database to test on')
  const ledger = await database.open<Ledger>([await ledgerMigrations()])
  const short = await database.open<Short>([await shortMigrations()])
  const start = Date.now()
  const { log, lines: logged } = recordLog()
  let passed = 0
  const hub: Hub = {
    config: readConfig({ ...testEnvironment(ledger.location, short.location), ...environment }),
    db: ledger.db,
    short: short.db,
    now: () => (running ? Date.now() : start) + passed,
    log,
  }
  return {
    ...hub,
    logged,
    pass: (duration) => {
      passed += duration
    },
    second: async () => ({ ...hub, db: (await ledger.second()).db, short: (await short.second()).db }),
    async [Symbol.asyncDispose]() {
      await Promise.all([ledger[Symbol.asyncDispose](), short[Symbol.asyncDispose]()])
    },
  }
}

function testEnvironment(database: string, short: string): Record<string, string> {
  return {
    LANYARD_ISSUER: 'http://localhost:5520',
    LANYARD_DEMO: '1',
    LANYARD_HUB_DATABASE: database,
    LANYARD_HUB_SHORT_DATABASE: short,
    LANYARD_HUB_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    LANYARD_ORIGINS: JSON.stringify({
      'psa-us': 'http://localhost:5521',
      'psa-uk': 'http://localhost:5522',
      'rmm-us': 'http://localhost:5523',
    }),
  }
}

/**
 * Runs `second` on another node while the transaction of `first` is open, and commits once `second` waits for it or is
 * done: the interleaving in which a missing lock shows. On SQLite `second` cannot begin before the commit.
 *
 * @param meanwhile runs before the commit, on a third node
 */
export async function overlap<Result>(
  hub: TestHub,
  first: (hub: Hub) => Promise<unknown>,
  second: (hub: Hub) => Promise<Result>,
  meanwhile: (hub: Hub) => Promise<void> = async () => {},
): Promise<Result> {
  const [other, third] = [await hub.second(), await hub.second()]
  const { running } = await inTransaction<Hub, Ledger, { running: Promise<Result> }>(hub, async (open) => {
    await first(open)
    if (dialectOf(open.db) === 'sqlite') return { running: second(other) }
    const progress = { done: false }
    const running = second(other).finally(() => {
      progress.done = true
    })
    running.catch(() => {})
    await eventually('the second waits or ends', async () => progress.done || (await someoneWaits(third)))
    await meanwhile(third)
    return { running }
  })
  return running
}

async function someoneWaits({ db }: Hub): Promise<boolean> {
  const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return (await waiting.execute(db)).rows.length > 0
}

/** Ids in the tables of the demo, for tests that speak of its people. */
export const psa = 'psa' as ModuleId
export const rmm = 'rmm' as ModuleId
export const psaUs = 'psa-us' as DeploymentId
export const psaUk = 'psa-uk' as DeploymentId
export const rmmUs = 'rmm-us' as DeploymentId

/** PSA in two regions, RMM in one, and Docs in none. */
export async function addCatalogue(hub: Hub): Promise<void> {
  const names = ['PSA', 'RMM', 'Docs']
  for (const [position, name] of names.entries()) await addModule(hub, { id: name.toLowerCase(), name, position })
  for (const [module, region] of [
    ['psa', 'us'],
    ['psa', 'uk'],
    ['rmm', 'us'],
  ] as const) {
    await addDeployment(hub, { module, region, origin: null, by: operator })
  }
}

/** An organization that subscribes to PSA and RMM. */
export async function addOrganization(hub: Hub, id: string, name = `${id} MSP`): Promise<OrganizationId> {
  const organization = await createOrganization(hub, { id, name, by: operator })
  for (const module of [psa, rmm]) {
    await addSubscription(hub, { organization: organization.id, module, by: operator })
  }
  return organization.id
}

/** A person with a place in an organization, named after both: `master@alder.example`. */
export async function addPerson(
  hub: Hub,
  organization: OrganizationId,
  person: string,
  role: Role = 'member',
): Promise<{ account: Account; member: ActiveMember }> {
  const email = `${person}@${organization}.example`
  const account = await createAccount(hub, { username: email, name: `${organization} ${person}`, email, by: operator })
  const member = await addMember(hub, { organization, account, role, by: operator })
  if (member.status !== 'active') throw new Error(`${person} is ${member.status}`)
  return { account, member }
}

/** A hub with the catalogue, and two organizations with a master each. */
export async function openPeopledHub(database?: TestDialect) {
  const hub = await openTestHub(database)
  await addCatalogue(hub)
  const alder = await addOrganization(hub, 'alder')
  const birch = await addOrganization(hub, 'birch')
  const { member: alderMaster, account: alderMasterAccount } = await addPerson(hub, alder, 'master', 'master')
  const { member: birchMaster } = await addPerson(hub, birch, 'master', 'master')
  return { ...hub, alder, birch, alderMaster, alderMasterAccount, birchMaster }
}

/** What a product's tenant asks a master to approve; a new attempt each time. */
export function aLinkRequest(deployment: DeploymentId, tenant: string): TenantLinkRequest {
  return {
    id: newId('aud').replace('aud_', 'lnk_') as LinkId,
    deployment,
    tenant: { id: tenant, name: `${tenant} company` },
    user: { id: 'usr_admin', name: 'admin' },
    auditId: newId('aud'),
  }
}

/** Connects a master's organization to a tenant of a deployment: approved there, and confirmed by the product. */
export async function connectTenant(
  hub: Hub,
  deployment: DeploymentId,
  tenant: string,
  master: Pick<ActiveMember, 'id'>,
): Promise<TenantLinkRequest> {
  const request = aLinkRequest(deployment, tenant)
  await approveTenantLink(hub, { request, approvedBy: master.id, linksUser: false, sessionUid: null })
  await confirmTenantLink(hub, request)
  return request
}
