import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import type { ForeignProvider } from '../src/api/provider.ts'
import { migrations } from '../src/kysely.ts'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { openBareProvider } from './bare-provider.ts'
import { type HostSchema, hostTables, openFront, openTestProduct } from './test-product.ts'
import { hostOf, seedHost } from './world.ts'

const SECRET = 'a secret of the product, of no use elsewhere'

/** One instance of the kit: a provider that has one customer's people alone, and an origin that is that customer's. */
async function openInstance(database: Parameters<typeof hostOf>[0], name: string) {
  const front = await openFront()
  const provider = await openBareProvider({
    id: 'psa',
    secret: SECRET,
    redirectUri: `${front.origin}/connect/callback`,
  })
  for (const sub of ['admin', 'tech']) provider.accounts.set(sub, {})
  const rules: ForeignProvider = {
    organization: { name },
    masters: 'every_member',
    assurance: 'left_to_provider',
    freshness: 'auth_time',
  }
  const { issuer } = provider
  const client = { id: 'psa', secret: SECRET }
  const product = openTestProduct({ issuer, deployment: 'psa-us', client, provider: rules, database, front })
  const host = hostOf(database, () => product)
  return {
    ...host,
    connect: product.connect,
    async run(what: 'link-tenant' | 'link-user' | 'sign-in', userId: string | null, sub: string) {
      const browser = userId === null ? openBrowser() : await host.logIn(userId)
      const url = `${product.origin}/connect/${what}`
      const page = what === 'sign-in' ? await browser.open(url) : await browser.post(url)
      const end = await provider.logIn(browser, page, sub)
      return { code: (await host.noticeOn(end))?.code, session: await host.sessionOf(browser), browser }
    },
    async [Symbol.asyncDispose]() {
      await provider[Symbol.asyncDispose]()
      await front[Symbol.asyncDispose]()
    },
  }
}

describe('customers with an issuer each, as with Okta', () => {
  for (const { name, open } of databases) {
    it(`share one store, and none of them touches another’s links, on ${name}`, async () => {
      await using database = await open<HostSchema>([hostTables, migrations])
      await seedHost(database)
      await using alder = await openInstance(database, 'Alder MSP')
      await using aspen = await openInstance(database, 'Aspen Support')

      assert.equal((await alder.run('link-tenant', 'usr_admin', 'admin')).code, 'tenant_linked')
      assert.equal((await aspen.run('link-tenant', 'usr_aspen', 'admin')).code, 'tenant_linked')
      assert.equal((await alder.run('link-user', 'usr_tech', 'tech')).code, 'user_linked')
      assert.equal((await aspen.run('link-user', 'usr_aspen', 'tech')).code, 'user_linked')

      const [one, other] = [await alder.run('sign-in', null, 'tech'), await aspen.run('sign-in', null, 'tech')]
      assert.deepEqual(
        [one.session?.userId, other.session?.userId],
        ['usr_tech', 'usr_aspen'],
        'the same sub, two people',
      )
      assert.equal((await aspen.run('sign-in', null, 'admin')).code, 'user_not_linked')
      assert.equal((await aspen.run('link-tenant', 'usr_admin', 'admin')).code, 'tenant_already_linked')

      const acting = await aspen.sessionOf(await aspen.logIn('usr_aspen'))
      assert.ok(acting)
      await aspen.connect.switchOff(acting)
      for (const { connect } of [alder, aspen]) await connect.reconcile()
      assert.equal(await aspen.sessionOf(other.browser), null)
      assert.equal((await alder.sessionOf(one.browser))?.userId, 'usr_tech')
      assert.equal((await alder.connect.tenantState('ten_alder')).state, 'on')
    })
  }
})
