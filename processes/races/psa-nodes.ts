import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type HostileHub, openBrowser, openHostileHub } from '@lanyard/connect/testing'
import { kyselyStore } from '@lanyard/connect/kysely'
import { sendRaw } from '@lanyard/journeys/requests.ts'
import { migrationsOfPsa } from '@lanyard/psa/src/db/open-psa-database.ts'
import type { PsaSchema } from '@lanyard/psa/src/db/schema.ts'
import type { Employee } from '@lanyard/psa/src/employees/employee.ts'
import { beginSession } from '@lanyard/psa/src/sessions/begin-session.ts'
import type { TestDialect } from '@lanyard/storage/testing'
import { findFreePorts } from '@lanyard/suite/src/free-ports.ts'
import { type OpenPsa, openPsa } from '@lanyard/suite/src/open-parts.ts'
import { startPart } from '@lanyard/suite/src/part-process.ts'

/** One deployment of the PSA, served by several processes on one database, before a hub that lets everybody in. */
export interface PsaNodes extends AsyncDisposable {
  readonly origin: string
  readonly hub: HostileHub
  /** The deployment's database and kit in this process, beside the nodes. */
  readonly psa: OpenPsa
  /** A browser in which the employee is logged in with the PSA password. */
  logIn(employee: Employee): Promise<Browser>
  /** Opens an address of the deployment `times` times at once, at each node in turn, and follows nothing. */
  openAtOnce(visits: readonly Visit[]): Promise<readonly Outcome[]>
}

export interface Visit {
  readonly browser: Browser
  readonly url: URL
}

/** What a page of the kit came to. */
export interface Outcome {
  readonly status: number
  /** Where it led, without the notice. */
  readonly path: string
  /** Of the notice that it left for that page; null where it left none. */
  readonly code: string | null
  /** It gave the browser a session. */
  readonly beganSession: boolean
}

const DEPLOYMENT = 'psa-us'

export async function openPsaNodes({ open }: TestDialect): Promise<PsaNodes> {
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-nodes-'))
  const database = await open<PsaSchema>(await migrationsOfPsa())
  const hub = await openHostileHub()
  const taken = await findFreePorts()
  const ports = [taken['psa-us'], taken['psa-uk'], taken['psa-apac']]
  const origin = `http://localhost:${taken['psa-us']}`
  const environment = {
    LANYARD_ORIGIN: origin,
    LANYARD_DEPLOYMENT: DEPLOYMENT,
    LANYARD_DATABASE: database.location,
    LANYARD_ISSUER: hub.issuer,
    LANYARD_CLIENT_KEY: await writeKey(folder),
  }
  const psa = await openPsa(environment)
  // The hub's log begins where it is; a product that has not read it yet would put open ceremonies aside.
  await psa.connect.reconcile()
  const nodes = ports.map((port) =>
    startPart({
      part: DEPLOYMENT,
      origin: `http://localhost:${port}`,
      environment: { ...environment, LANYARD_LISTEN: `127.0.0.1:${port}` },
      logFile: join(folder, `${port}.log`),
      onLine: () => undefined,
    }),
  )
  await Promise.all(nodes.map(({ ready }) => ready))
  const { notices } = kyselyStore(psa.db).records

  return {
    origin,
    hub,
    psa,
    async logIn({ id, tenant }) {
      const request = { tenant, user: id, productSessionId: null, replaces: null }
      const { cookie } = await psa.db.transaction().execute((db) => beginSession({ ...psa, db }, request))
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      const browser = openBrowser()
      browser.setCookie('localhost', name, value)
      return browser
    },
    openAtOnce: (visits) =>
      Promise.all(
        visits.map(async ({ browser, url }, index): Promise<Outcome> => {
          const node = new URL(url)
          node.port = String(ports[index % ports.length])
          const cookie = [...browser.cookies('localhost')].map((pair) => pair.join('=')).join('; ')
          const { status, headers } = await sendRaw(node.href, { headers: { host: url.host, cookie } })
          const to = new URL(headers.location ?? '', origin)
          const notice = await notices.find(to.searchParams.get('notice') ?? '', 0)
          const beganSession = (headers['set-cookie'] ?? []).some((line) => line.startsWith(`${DEPLOYMENT}-session=`))
          return { status, path: to.pathname, code: notice?.code ?? null, beganSession }
        }),
      ),
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node.stop()))
      await psa[Symbol.asyncDispose]()
      await hub[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function writeKey(folder: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const file = join(folder, 'key.jwk.json')
  await writeFile(file, JSON.stringify(privateKey.export({ format: 'jwk' })), { mode: 0o600 })
  return file
}
