import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { seedCompany } from '@lanyard/journeys/company.ts'
import { databases } from '@lanyard/storage/testing'
import { migrationsOfPsa } from '@lanyard/psa/src/db/open-psa-database.ts'
import { readConfig } from '@lanyard/psa/src/config.ts'
import { wirePsa } from '@lanyard/psa/src/open-psa.ts'
import type { PsaSchema } from '@lanyard/psa/src/db/schema.ts'
import { eventually, startSuite, type SuiteUnderTest } from '@lanyard/suite/testing.ts'
import { openVisitor } from '../crashes/visitor.ts'

type Product = 'psa-us' | 'rmm-us'
type Setting = 'LANYARD_CLIENT_KEY' | 'LANYARD_DEPLOYMENT'

const PASSWORD = 'lanyard-demo-password'
const PSA_PAGE = '/admin/my-company/company-settings/it-complete'

/** What a product has that the hub does not take, the log's line about it, and what its admin reads. */
const refused = { check: 'refused', oauth_error: 'invalid_client' }
const causes = [
  { product: 'psa-us', name: 'another deployment’s key', wrong: 'LANYARD_CLIENT_KEY', page: PSA_PAGE },
  {
    product: 'rmm-us',
    name: 'a deployment that the hub does not know',
    wrong: 'LANYARD_DEPLOYMENT',
    page: '/admin/it-complete',
  },
] as const

describe('a product that its hub does not take', () => {
  let suite: SuiteUnderTest
  before(async () => {
    suite = await startSuite({ parts: ['hub'], environment: { 'rmm-us': { LANYARD_DEPLOYMENT: 'rmm-mars' } } })
  })
  after(() => suite[Symbol.asyncDispose]())

  const wrongSetting = (wrong: Setting): Readonly<Record<string, string>> =>
    wrong === 'LANYARD_CLIENT_KEY' ? { [wrong]: suite.environment('psa-uk')[wrong] ?? '' } : { [wrong]: 'rmm-mars' }

  async function ready(product: Product) {
    const answer = await fetch(`${suite.origin(product)}/readyz`)
    return { status: answer.status, hub: Object(await answer.json()).hub as unknown }
  }

  const complaints = async (product: Product) =>
    (await suite.log(product)).filter(({ event }) => event === 'hub_does_not_answer')

  /** The page on which the admin of a company connects it. */
  async function settingsPage(product: Product, { id }: { readonly id: string }, path: string) {
    const visitor = openVisitor()
    const origin = suite.origin(product)
    await visitor.post(`${origin}/login`, { company: id, username: 'admin', password: PASSWORD })
    return visitor.get(`${origin}${path}`)
  }

  for (const { product, name, wrong, page } of causes) {
    it(`says of ${name} what the hub says, in its log, to readiness and to its admin (FR4)`, async () => {
      const company = await seedCompany(suite, { rmm: product === 'rmm-us' })
      await suite.start(product, wrongSetting(wrong))

      await eventually('the hub has refused', async () => (await ready(product)).hub === 'refused')
      const { status } = await ready(product)
      const [line] = await complaints(product)
      const shown = await settingsPage(product, company, page)

      assert.equal(status, 200, 'people log in with username and password')
      assert.deepEqual({ check: line?.['check'], oauth_error: line?.['oauth_error'] }, refused)
      assert.deepEqual([line?.['level'], line?.['part']], [40, product === 'psa-us' ? 'psa' : 'rmm'])
      assert.match(shown.text, /does not work with[^<]*\(refused\)[^<]*username and password/)
      await suite.stop(product)
    })
  }

  it('says of a hub that is closed that it is not reached, and that it works when it is open (FR4)', async () => {
    const company = await seedCompany(suite)
    await suite.stop('hub')
    await suite.start('psa-us')

    await eventually('the hub was asked', async () => (await ready('psa-us')).hub === 'not_reached')
    const shown = await settingsPage('psa-us', company, PSA_PAGE)
    const said = (await complaints('psa-us')).at(-1)
    await suite.start('hub')
    await eventually('the hub answers', async () => (await ready('psa-us')).hub === 'ok')

    assert.equal(said?.['check'], 'not_reached')
    assert.match(shown.text, /does not answer right now\. Employees can log in with their username and password/)
    assert.equal((await suite.log('psa-us')).filter(({ event }) => event === 'hub_answers_again').length, 1)
  })

  it('says so again after a minute and not before, for as long as the real hub refuses (FR4)', async () => {
    const [sqlite] = databases
    assert.ok(sqlite)
    await using database = await sqlite.open<PsaSchema>(await migrationsOfPsa())
    const environment = { ...suite.environment('psa-us'), ...wrongSetting('LANYARD_CLIENT_KEY') }
    const checks: unknown[] = []
    const log: Parameters<typeof wirePsa>[1] = {
      info() {},
      warn: ({ event, check }) => event === 'hub_does_not_answer' && checks.push(check),
      error() {},
    }
    let passed = 0
    const psa = await wirePsa(readConfig(environment), log, database, () => Date.now() + passed)

    await psa.connect.reconcile()
    await psa.connect.reconcile()
    const atStart = [...checks]
    passed = 60_000
    await psa.connect.reconcile()
    await psa.backgroundTasks.settle()

    assert.deepEqual([atStart, checks], [['refused'], ['refused', 'refused']])
  })
})
