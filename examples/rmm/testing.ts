import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NO_PROXIES } from '@lanyard/guard'
import { DEFAULT_KEEP_ALIVE, silentLog } from '@lanyard/running'
import { assertSaysWhenToRetry } from '@lanyard/running/testing'
import { databases } from '@lanyard/storage/testing'
import type { TestDatabase, TestDialect } from '@lanyard/storage/testing'
import { createApp } from './src/app.ts'
import type { RmmConfig } from './src/config.ts'
import { migrationsOfRmm } from './src/database.ts'
import type { Schema } from './src/database.ts'
import { openRmm } from './src/open-rmm.ts'
import { addCompany, addPerson } from './src/people.ts'
import type { Rmm } from './src/rmm.ts'

/** What everybody in these tests logs in with. */
export const PASSWORD = 'a password for tests'

export interface TestRmm extends Rmm, AsyncDisposable {
  readonly config: RmmConfig
  readonly database: TestDatabase<Schema>
  /** A browser without script, over real HTTP: it keeps its cookie and follows nothing by itself. */
  browser(): TestBrowser
}

export interface TestBrowser {
  readonly cookies: Map<string, string>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Sends a form as a page of RMM would; `headers` change what the browser says about it. */
  post(
    path: string,
    fields?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>
  logIn(company: string, username: string, password?: string): Promise<Response>
}

/** RMM on a database and a port of a test's own. Its hub is away. */
export async function openTestRmm({ open }: Pick<TestDialect, 'open'> = sqlite()): Promise<TestRmm> {
  const database = await open<Schema>(await migrationsOfRmm())
  const server = createServer((request, response) => app(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http://localhost:${port}`
  const config: RmmConfig = {
    listen: { host: '127.0.0.1', port },
    keepAlive: DEFAULT_KEEP_ALIVE,
    signInMemory: 3600,
    proxies: NO_PROXIES,
    issuer: 'http://localhost:9',
    formerIssuers: [],
    origin,
    deployment: 'rmm-us',
    database: database.location,
    clientKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    names: { product: 'RMM', hub: 'IT Complete' },
    settingsPath: '/admin/it-complete',
  }
  const rmm = await openRmm(config, silentLog)
  const app = createApp(rmm)
  return {
    ...rmm,
    config,
    database,
    browser: () => testBrowser(origin),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await rmm[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** A company with `admin` and `tech`. */
export async function aCompany({ db, names }: Pick<Rmm, 'db' | 'names'>, { company = 'alder', invited = true } = {}) {
  const companyId = await addCompany(db, { company, name: `${company} MSP`, invited })
  const person = { companyId, password: PASSWORD }
  const adminId = await addPerson({ db, names }, { ...person, username: 'admin', name: 'Ada Admin', role: 'admin' })
  const techId = await addPerson({ db, names }, { ...person, username: 'tech', name: 'Ted Tech', role: 'technician' })
  return { companyId, adminId, techId }
}

/** A page, read by a browser that a ceremony has led to this notice. */
export async function readWithNotice(browser: TestBrowser, path: string, id: string): Promise<string> {
  browser.cookies.set('connect-notice-rmm-us', id)
  return (await browser.get(path)).text()
}

function testBrowser(origin: string): TestBrowser {
  const cookies = new Map<string, string>()
  const send = async (
    path: string,
    { headers, ...init }: Omit<RequestInit, 'headers'> & { headers: Record<string, string> },
  ) => {
    const response = await fetch(origin + path, {
      ...init,
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; '), ...headers },
      redirect: 'manual',
    })
    assertSaysWhenToRetry(response)
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (line.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  const post: TestBrowser['post'] = (path, fields = {}, headers = {}) =>
    send(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin, ...headers } })
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post,
    logIn: (company, username, password = PASSWORD) => post('/login', { company, username, password }),
  }
}

function sqlite(): TestDialect {
  const found = databases.find(({ name }) => name === 'SQLite')
  if (!found) throw new Error('There is no SQLite to test on')
  return found
}
