import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authenticator, encodeBase32 } from '@lanyard/journeys/authenticator.ts'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { findFreePorts } from '@lanyard/suite/src/free-ports.ts'
import { openHub, type OpenHub } from '@lanyard/suite/src/open-parts.ts'
import { startSuite, type SuiteOptions, type SuiteUnderTest } from '@lanyard/suite/testing.ts'
import { giveOrders, obeying } from '../crashes/orders.ts'
import { Interrupted, openVisitor, type Visitor } from '../crashes/visitor.ts'
import { openRelyingParty, type RelyingParty } from './relying-party.ts'

const PRODUCTS = ['psa-us', 'rmm-us'] as const
type Product = (typeof PRODUCTS)[number]
const PASSWORD = 'lanyard-demo-password'

/** A person who is linked in every product. */
interface Person {
  readonly username: string
  /** A new browser, in which they are logged in to the hub. */
  logIn(): Promise<Visitor>
}

/** An organization of two that every product is connected with. */
interface Company {
  readonly id: OrganizationId
  readonly master: Person
  readonly tech: Person
}

/** A hub and two products as real processes, and what outsiders can see of them. */
export interface LogOutWorld extends AsyncDisposable {
  /** Opened beside the process. */
  readonly hub: OpenHub
  readonly suite: SuiteUnderTest
  company(): Promise<Company>
  relyingParty(name: string): Promise<RelyingParty>
  /** Signs a browser in by its session at the hub. */
  signIn(visitor: Visitor, product: Product): Promise<void>
  /** Is this browser served as a person who is logged in? */
  isServed(visitor: Visitor, product: Product | 'hub'): Promise<boolean>
  /** Does something that the hub dies of by SIGKILL, right after the first commit of answering it. */
  dieAfterCommit(request: string, act: () => Promise<unknown>): Promise<void>
  restartHub(): Promise<void>
}

/** @param options.environment configuration beyond the demo's, for a world whose surroundings fail */
export async function openLogOutWorld(
  options: Pick<SuiteOptions, 'environment' | 'partsMayEnd'> = {},
): Promise<LogOutWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-logouts-'))
  const orders = join(folder, 'orders.json')
  const suite = await startSuite({
    parts: ['hub', ...PRODUCTS],
    partsMayEnd: options.partsMayEnd ?? true,
    environment: { ...options.environment, hub: { ...options.environment?.hub, ...obeying(orders) } },
  })
  const hub = await openHub(suite.environment('hub'))
  const opened = new AsyncDisposableStack()
  let number = 0

  return {
    hub,
    suite,
    async company() {
      const id = `c${randomBytes(5).toString('hex')}`
      const accounts = (['master', 'member'] as const).map((role) => {
        const key = encodeBase32(randomBytes(20))
        return { username: `${role}@${id}.example`, name: `${id} ${role}`, role, key, about: '' } as const
      })
      const [master, tech] = accounts.map(({ username, key }) => aPerson(suite.origin('hub'), username, key))
      if (master === undefined || tech === undefined) throw new Error('nobody')
      const employees = [
        { username: 'admin', name: 'Admin', role: 'admin', linkedTo: master.username },
        { username: 'tech', name: 'Tech', role: 'technician', linkedTo: tech.username },
      ] as const
      const tenant = { company: id, name: id, invited: true, employees, linkedTo: id }
      await suite.seedCompany({
        organization: { id, name: id, accounts, moduleUrls: {} },
        tenants: Object.fromEntries(PRODUCTS.map((product) => [product, tenant])),
      })
      return { id: id as OrganizationId, master, tech }
    },
    relyingParty: async (name) => opened.use(await openRelyingParty(hub, name, (await findFreePorts()).hub)),
    async signIn(visitor, product) {
      const page = await visitor.get(`${suite.origin(product)}/connect/sign-in`)
      if (page.url.href !== `${suite.origin(product)}/`) throw new Error(`${product} leads to ${page.url.href}`)
    },
    async isServed(visitor, part) {
      return (await visitor.peek(new URL('/', suite.origin(part)))).status === 200
    },
    async dieAfterCommit(request, act) {
      number += 1
      const death = { part: 'hub', moment: `after commit of ${request}` }
      await giveOrders(orders, { number, traces: folder, death })
      const answer = await act().catch((error: unknown) => error)
      if (!(answer instanceof Interrupted)) throw new Error(`The hub has outlived ${request}`, { cause: answer })
      await rm(orders)
      await suite.kill('hub')
    },
    restartHub: () => suite.start('hub'),
    async [Symbol.asyncDispose]() {
      await opened.disposeAsync()
      await hub[Symbol.asyncDispose]()
      await suite[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function aPerson(hub: string, username: string, key: string): Person {
  const code = authenticator(key)
  return {
    username,
    async logIn() {
      const visitor = openVisitor()
      const password = await visitor.get(`${hub}/login`)
      const second = await visitor.post(password.url.href, { username, password: PASSWORD })
      await visitor.post(second.url.href, { code: await code() })
      return visitor
    },
  }
}
