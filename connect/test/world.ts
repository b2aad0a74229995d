import { databases, type TestDatabase } from '@lanyard/storage/testing'
import type { Lifetimes } from '../src/api/config.ts'
import type { HostSession } from '../src/api/host.ts'
import { migrations } from '../src/kysely.ts'
import type { Notice } from '../src/records/notice.ts'
import { type Browser, openBrowser, type Page } from '../src/testing/hostile-browser.ts'
import { type HubDouble, newKeyPair, openHubDouble } from './hub-double.ts'
import type { Person } from './hub-provider.ts'
import {
  findSession,
  type HostSchema,
  hostTables,
  insertSession,
  openFront,
  openTestProduct,
  type TestProduct,
} from './test-product.ts'

/** A hub, and a product with two invited companies: Alder (admin, tech, tech2, contact) and Aspen (admin). */
export interface World extends AsyncDisposable {
  readonly hub: HubDouble
  readonly product: TestProduct
  /** A browser in which a user of the product has logged in with their password. */
  logIn(userId: string): Promise<Browser>
  /** Whose session a browser holds at the product, if it is alive. */
  sessionOf(browser: Browser): Promise<HostSession | null>
  /** The notice that a page shows: to a visitor, null if no one is logged in; left out, the id alone decides. */
  noticeOn(page: Page, visitor?: Pick<HostSession, 'tenantId' | 'userId'> | null): Promise<Notice | null>
  /** The admin of a company switches on, and at the hub a person answers. */
  linkTenant(browser: Browser, person: Person): Promise<Page>
  linkUser(browser: Browser, person: Person): Promise<Page>
  signIn(browser: Browser, person: Person): Promise<Page>
  /** The hub has another name from now on, and the product starts again, told of the former name or not. */
  renameHub(options: { readonly isTold: boolean }): Promise<void>
  /** Starts the product again on the same database, as after a crash, told of former names of the hub or of none. */
  restart(formerIssuers?: readonly string[]): void
}

export const master: Person = { sub: 'acc_master', organization: 'alder', does: 'connect and link me' }
export const tech: Person = { sub: 'acc_tech', organization: 'alder', does: 'log in' }
export const second: Person = { sub: 'acc_second', organization: 'alder', does: 'log in' }
export const birchMaster: Person = { sub: 'acc_birch', organization: 'birch', does: 'connect and link me' }

export interface WorldOptions {
  readonly dialect?: 'SQLite' | 'PostgreSQL'
  readonly lifetimes?: Partial<Lifetimes>
  /** The hub knows another key of this product. */
  readonly wrongKey?: boolean
  /** What the hub announces beside version 1; left out, it knows of no features. */
  readonly features?: readonly string[]
  /** Whether the product tells the kit which sessions are still there. */
  readonly knowsLiveSessions?: boolean
  /** What the product's configuration has after the hub's name. */
  readonly issuerEnd?: string
}

export async function openWorld({
  dialect = 'SQLite',
  lifetimes = {},
  wrongKey = false,
  features,
  issuerEnd = '',
  knowsLiveSessions = false,
}: WorldOptions = {}): Promise<World> {
  const opener = databases.find(({ name }) => name === dialect)
  if (!opener) throw new Error(`No ${dialect}`)
  const database: TestDatabase<HostSchema> = await opener.open<HostSchema>([hostTables, migrations])
  await seedHost(database)

  const keys = newKeyPair('psa-us')
  const elsewhere = newKeyPair('psa-uk')
  const front = await openFront()
  const clients = [
    {
      id: 'psa-us',
      redirectUri: `${front.origin}/connect/callback`,
      publicKey: (wrongKey ? newKeyPair('psa-us') : keys).publicKey,
    },
    { id: 'psa-uk', redirectUri: 'http://localhost:1/connect/callback', publicKey: elsewhere.publicKey },
  ]
  let hub = await openHubDouble(clients, undefined, features)
  seedHub(hub)
  const open = (formerIssuers: readonly string[] = []) =>
    openTestProduct({
      issuer: hub.issuer + issuerEnd,
      formerIssuers,
      deployment: 'psa-us',
      client: { id: 'psa-us', privateKey: keys.privateKey },
      database,
      front,
      lifetimes,
      knowsLiveSessions,
    })
  let product = open()
  const at = (path: string) => product.origin + path

  return {
    get hub() {
      return hub
    },
    get product() {
      return product
    },
    ...hostOf(database, () => product),
    linkTenant(browser, person) {
      hub.person = person
      return browser.post(at('/connect/link-tenant'))
    },
    linkUser(browser, person) {
      hub.person = person
      return browser.post(at('/connect/link-user'))
    },
    signIn(browser, person) {
      hub.person = person
      return browser.open(at('/connect/sign-in'))
    },
    async renameHub({ isTold }) {
      const former = hub
      await former[Symbol.asyncDispose]()
      hub = await openHubDouble(clients, former.ledger, features)
      product = open(isTold ? [former.issuer] : [])
    },
    restart(formerIssuers) {
      product = open(formerIssuers)
    },
    async [Symbol.asyncDispose]() {
      await front[Symbol.asyncDispose]()
      await hub[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** What a test sees of the product from outside. */
export function hostOf(
  database: Pick<TestDatabase<HostSchema>, 'db'>,
  product: () => TestProduct,
): Pick<World, 'logIn' | 'sessionOf' | 'noticeOn'> {
  return {
    async logIn(userId) {
      const user = await database.db
        .selectFrom('host_users')
        .selectAll()
        .where('id', '=', userId)
        .executeTakeFirstOrThrow()
      const id = await insertSession(database.db, user.tenant_id, userId)
      const browser = openBrowser()
      browser.setCookie('localhost', 'session-psa-us', id)
      return browser
    },
    async sessionOf(browser) {
      const id = browser.cookie('localhost', 'session-psa-us')
      const session = id === null ? null : await findSession(database.db, id)
      if (!session?.productSessionId) return session
      return (await product().connect.checkSession(session.productSessionId)) ? session : null
    },
    noticeOn: (page, visitor) => product().connect.findNotice(page.url.searchParams.get('notice'), visitor),
  }
}

export async function seedHost({ db }: Pick<TestDatabase<HostSchema>, 'db'>): Promise<void> {
  const employee = { class: 'employee', active: 1, admin: 0, role: 'technician' } as const
  await db
    .insertInto('host_tenants')
    .values([
      { id: 'ten_alder', name: 'Alder MSP', feature: 'on' },
      { id: 'ten_aspen', name: 'Aspen Support', feature: 'on' },
    ])
    .execute()
  await db
    .insertInto('host_users')
    .values([
      { ...employee, id: 'usr_admin', tenant_id: 'ten_alder', name: 'Alder Admin', admin: 1, role: 'admin' },
      { ...employee, id: 'usr_tech', tenant_id: 'ten_alder', name: 'Alder Tech' },
      { ...employee, id: 'usr_tech2', tenant_id: 'ten_alder', name: 'Alder Tech Two' },
      { ...employee, id: 'usr_contact', tenant_id: 'ten_alder', name: 'A Client', class: 'contact', role: 'contact' },
      { ...employee, id: 'usr_aspen', tenant_id: 'ten_aspen', name: 'Aspen Admin', admin: 1, role: 'admin' },
    ])
    .execute()
}

function seedHub({ ledger }: HubDouble): void {
  ledger.organizations.set('alder', { name: 'Alder MSP', moduleUrl: null })
  ledger.organizations.set('birch', { name: 'Birch IT', moduleUrl: null })
  const add = (sub: string, organization: string, role: 'master' | 'member') =>
    ledger.accounts.set(sub, {
      sub,
      username: `${sub.slice('acc_'.length)}@${organization}.example`,
      memberships: new Map([[organization, { role, active: true, epoch: 1 }]]),
    })
  add('acc_master', 'alder', 'master')
  add('acc_tech', 'alder', 'member')
  add('acc_second', 'alder', 'member')
  add('acc_birch', 'birch', 'master')
}
