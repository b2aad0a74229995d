import { generateKeyPairSync } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { NO_PROXIES } from '@lanyard/guard'
import { DEFAULT_KEEP_ALIVE, silentLog } from '@lanyard/running'
import { databases, type TestDatabase, type TestDialect } from '@lanyard/storage/testing'
import type { PsaConfig } from '../src/config.ts'
import { migrationsOfPsa } from '../src/db/open-psa-database.ts'
import type { PsaSchema } from '../src/db/schema.ts'
import { wirePsa } from '../src/open-psa.ts'
import type { Psa } from '../src/psa.ts'
import { createApp } from '../src/web/app.ts'
import { type TestBrowser, testBrowser } from './test-browser.ts'

export interface TestPsa extends Psa, AsyncDisposable {
  readonly database: TestDatabase<PsaSchema>
  /** A browser without script: it keeps cookies, and follows nothing by itself. */
  browser(options?: { source?: string; breakOff?: () => void }): TestBrowser
  /** Lets time pass for the PSA. */
  wait(seconds: number): void
}

/** A deployment of one test's own, on a database of its own; nothing is mocked, and no port is opened. */
export async function openTestPsa(
  config: Partial<PsaConfig> = {},
  { open }: Pick<TestDialect, 'open'> = sqlite(),
): Promise<TestPsa> {
  const database = await open<PsaSchema>(await migrationsOfPsa())
  let passed = 0
  const now = () => Date.now() + passed
  const psa = await wirePsa({ ...testConfig(), ...config }, silentLog, database, now)
  const app = createApp(psa)
  return {
    ...psa,
    database,
    wait: (seconds) => void (passed += seconds * 1000),
    browser: ({ source = '192.0.2.1', breakOff = () => {} } = {}) =>
      testBrowser(psa.config.origin, async (request) => {
        const response = await app.fetch(request, { source, breakOff })
        await psa.backgroundTasks.settle()
        return response
      }),
    async [Symbol.asyncDispose]() {
      await psa.backgroundTasks.settle()
      await database[Symbol.asyncDispose]()
    },
  }
}

function testConfig(): PsaConfig {
  return {
    listen: { host: '127.0.0.1', port: 0 },
    keepAlive: DEFAULT_KEEP_ALIVE,
    signInMemory: 3600,
    origin: 'http://localhost:5600',
    deployment: 'psa-us',
    database: '',
    // Nothing listens there: the hub is away.
    issuer: 'http://localhost:9',
    formerIssuers: [],
    clientKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    brand: fileURLToPath(new URL('../../brands/article.json', import.meta.url)),
    demo: false,
    proxies: NO_PROXIES,
    mail: null,
    keys: null,
    operatorMail: null,
  }
}

function sqlite(): TestDialect {
  const found = databases.find(({ name }) => name === 'SQLite')
  if (!found) throw new Error('There is no SQLite to test on.')
  return found
}
