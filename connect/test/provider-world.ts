import { databases, type TestDatabase } from '@lanyard/storage/testing'
import type { ForeignProvider } from '../src/api/provider.ts'
import { migrations } from '../src/kysely.ts'
import type { Browser, Page } from '../src/testing/hostile-browser.ts'
import { type BareProvider, openBareProvider } from './bare-provider.ts'
import { type HostSchema, hostTables, openFront, openTestProduct, type TestProduct } from './test-product.ts'
import { hostOf, seedHost, type World } from './world.ts'

/** A provider whose people all connect, and whose word is taken for how they logged in. */
export const everyMember: ForeignProvider = {
  organization: { claim: 'tid' },
  masters: 'every_member',
  assurance: 'left_to_provider',
  freshness: 'auth_time',
}

const client = { id: 'psa', secret: 'a secret of the product, of no use elsewhere' }

/** The product of {@link World}, before a provider that is no hub. */
export interface ProviderWorld extends AsyncDisposable, Pick<World, 'logIn' | 'sessionOf' | 'noticeOn'> {
  readonly product: TestProduct
  /** Every row that grants something, as texts. */
  rights(): Promise<readonly string[]>
}

/** The same, with a provider of its own that runs as long. */
export interface BareProviderWorld extends ProviderWorld {
  readonly provider: BareProvider
  /** Goes through a ceremony with an account of the provider. */
  go(browser: Browser, what: 'link-tenant' | 'link-user' | 'sign-in', name: string, until?: RegExp): Promise<Page>
}

export async function openBareProviderWorld(configured: ForeignProvider): Promise<BareProviderWorld> {
  const providers: BareProvider[] = []
  const world = await openProviderWorld(configured, async (redirectUri) => {
    const started = await openBareProvider({ ...client, redirectUri })
    providers.push(started)
    return started.issuer
  })
  const [provider] = providers
  if (!provider) throw new Error('no provider')
  return {
    ...world,
    provider,
    async go(browser, what, name, until) {
      const url = `${world.product.origin}/connect/${what}`
      const page = what === 'sign-in' ? await browser.open(url) : await browser.post(url)
      return provider.logIn(browser, page, name, until ? { until } : {})
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
    },
  }
}

/** @param issuerOf starts the provider, for a client with this redirect URI */
export async function openProviderWorld(
  provider: ForeignProvider,
  issuerOf: (redirectUri: string) => Promise<string>,
): Promise<ProviderWorld> {
  const [sqlite] = databases
  if (!sqlite) throw new Error('no database')
  const database: TestDatabase<HostSchema> = await sqlite.open<HostSchema>([hostTables, migrations])
  await seedHost(database)
  const front = await openFront()
  const issuer = await issuerOf(`${front.origin}/connect/callback`)
  const product = openTestProduct({ issuer, deployment: 'psa-us', client, provider, database, front })
  return {
    product,
    ...hostOf(database, () => product),
    async rights() {
      const kit = database.db.withTables<Record<(typeof RIGHTS)[number], { id: string }>>()
      const rows = await Promise.all(RIGHTS.map((table) => kit.selectFrom(table).selectAll().orderBy('id').execute()))
      return rows.flat().map((row) => JSON.stringify(row))
    },
    async [Symbol.asyncDispose]() {
      await front[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

const RIGHTS = ['connect_tenant_links', 'connect_user_links', 'connect_product_sessions', 'host_sessions'] as const
