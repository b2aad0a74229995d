import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Notice } from '@lanyard/connect'
import { kyselyStore } from '@lanyard/connect/kysely'
import { databases, type TestDatabase, type TestDialect } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import { pino } from 'pino'
import type { PsaConfig } from './src/config.ts'
import { createContact } from './src/contacts/create-contact.ts'
import type { Contact } from './src/contacts/contact.ts'
import { migrationsOfPsa } from './src/db/open-psa-database.ts'
import type { PsaSchema } from './src/db/schema.ts'
import { createEmployee, type EmployeeToCreate } from './src/employees/create-employee.ts'
import type { Employee } from './src/employees/employee.ts'
import { inviteTenant } from './src/invitations/invite-tenant.ts'
import { wirePsa } from './src/open-psa.ts'
import type { Psa } from './src/psa.ts'
import { listMails } from './src/mail/send-mail.ts'
import { Refusal } from './src/refusal.ts'
import { beginSession } from './src/sessions/begin-session.ts'
import { createTenant } from './src/tenants/create-tenant.ts'
import type { Tenant } from './src/tenants/tenant.ts'
import { createApp } from './src/web/app.ts'

/** What everybody in these tests logs in with. */
export const PASSWORD = 'lanyard-test-password'

export interface TestPsa extends Psa, AsyncDisposable {
  readonly database: TestDatabase<PsaSchema>
  /** A browser without script: it keeps cookies, and follows nothing by itself. */
  browser(options?: { source?: string }): TestBrowser
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
  const psa = await wirePsa({ ...testConfig(), ...config }, pino({ level: 'silent' }), database, now)
  const app = createApp(psa)
  return {
    ...psa,
    database,
    wait: (seconds) => void (passed += seconds * 1000),
    browser: ({ source = '192.0.2.1' } = {}) =>
      testBrowser(psa.config.origin, (request) => app.fetch(request, { source })),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

export interface TestBrowser {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Sends a form as a page of the PSA would; `headers` change what the browser says about it. */
  post(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
  logIn(company: string, username: string, password?: string): Promise<Answer>
  readonly cookies: Map<string, string>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly location: string | null
  readonly text: string
}

function testBrowser(origin: string, fetch: (request: Request) => Response | Promise<Response>): TestBrowser {
  const cookies = new Map<string, string>()
  const send = async (
    path: string,
    { headers: given, ...init }: Omit<RequestInit, 'headers'> & { headers: Record<string, string> },
  ): Promise<Answer> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const headers = { host: new URL(origin).host, cookie, ...given }
    const response = await fetch(new Request(new URL(path, origin), { ...init, headers }))
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    const { status } = response
    return {
      status,
      headers: response.headers,
      location: response.headers.get('location'),
      text: await response.text(),
    }
  }
  const post: TestBrowser['post'] = (path, fields = {}, headers = {}) =>
    send(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
    })
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post,
    logIn: (company, username, password = PASSWORD) => post('/login', { company, username, password }),
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const [name = '', value = ''] = pair.split('=')
  if (attributes.includes('Max-Age=0')) cookies.delete(name)
  else cookies.set(name, value)
}

/** A company with an admin and a technician, `admin` and `tech`, and a contact of a client. */
export interface TestCompany {
  readonly tenant: Tenant
  readonly admin: Employee
  readonly tech: Employee
  readonly contact: Contact
}

export async function aCompany(
  psa: Psa,
  { company = 'alder', invited = true }: { company?: string; invited?: boolean } = {},
): Promise<TestCompany> {
  const tenant = await createTenant(psa, { company, name: `${company} MSP` })
  if (invited) await inviteTenant(psa, { company })
  const admin = await anEmployee(psa, tenant, { username: 'admin', role: 'admin' })
  const tech = await anEmployee(psa, tenant, { username: 'tech' })
  const contact = await createContact(psa, {
    tenant: tenant.id,
    name: 'Connie Client',
    email: `contact@${company}.example`,
    client: 'Client Ltd',
    password: PASSWORD,
    by: 'operator',
  })
  return { tenant, admin, tech, contact }
}

/** An employee with the tests' password; `password: undefined` makes one who never set any. */
export function anEmployee(
  psa: Psa,
  tenant: Tenant,
  wish: Partial<EmployeeToCreate> & { username: string },
): Promise<Employee> {
  return createEmployee(psa, {
    tenant: tenant.id,
    name: `The ${wish.username}`,
    email: `${wish.username}@${tenant.company}.example`,
    role: 'technician',
    password: PASSWORD,
    by: 'operator',
    ...wish,
  })
}

function testConfig(): PsaConfig {
  return {
    listen: { host: '127.0.0.1', port: 0 },
    origin: 'http://localhost:5600',
    deployment: 'psa-us',
    database: '',
    // Nothing listens there: the hub is away.
    issuer: 'http://localhost:9',
    formerIssuers: [],
    clientKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    brand: fileURLToPath(new URL('../brands/article.json', import.meta.url)),
    demo: false,
  }
}

function sqlite(): TestDialect {
  const found = databases.find(({ name }) => name === 'SQLite')
  if (!found) throw new Error('There is no SQLite to test on.')
  return found
}

/** How a promise came out: `fulfilled`, or the code it was refused with. */
export function codeOf(outcome: PromiseSettledResult<unknown>): string {
  if (outcome.status === 'fulfilled') return 'fulfilled'
  if (outcome.reason instanceof Refusal) return outcome.reason.code
  throw outcome.reason
}

/** The organization that {@link linked} companies are linked to. */
export const ORGANIZATION = { id: 'org_alder', name: 'Alder Organization' }

export interface LinkedOptions {
  /** Who is linked; the admin and the technician by default. */
  readonly people?: readonly Employee[]
  /** False leaves the link as it is when the hub has not confirmed. */
  readonly confirmed?: boolean
  readonly moduleUrl?: 'here' | 'elsewhere' | 'none'
}

export interface LinkedCompany {
  readonly linkId: string
  /** A browser with a session that began through the hub. */
  readonly logInThroughHub: (employee: Employee) => Promise<TestBrowser>
}

/**
 * Links a company, its admin and its technician, by the rows that the kit's ceremonies leave behind. The ceremonies
 * themselves are tried with a real hub elsewhere.
 */
export async function linked(
  psa: TestPsa,
  { tenant, admin, tech }: TestCompany,
  { people = [admin, tech], confirmed = true, moduleUrl = 'here' }: LinkedOptions = {},
): Promise<LinkedCompany> {
  const store = kyselyStore(psa.db)
  const issuer = psa.config.issuer
  const linkId = `lnk_${randomUUID()}`
  const at = psa.now()
  const whose = { tenantId: tenant.id, issuer, organizationId: ORGANIZATION.id, organizationName: ORGANIZATION.name }
  await store.transaction(async ({ tenantLinks, userLinks }) => {
    const began = {
      adminUserId: admin.id,
      adminName: admin.username,
      member: null,
      auditId: randomUUID(),
      pendingAt: at,
    }
    await tenantLinks.takePlace({ id: linkId, ...whose, ...began, state: 'pending', tries: 0, nextTryAt: at })
    if (!confirmed) return
    await tenantLinks.activate(linkId, at, moduleUrl)
    for (const { id, username } of people) {
      const member = { subject: `sub_${id}`, accountName: `${username}@organization.example` }
      const row = { id: randomUUID(), userId: id, state: 'active', linkId, linkedAt: at, lastUsedAt: null } as const
      await userLinks.insert({ ...row, ...whose, ...member })
    }
  })
  return {
    linkId,
    async logInThroughHub(employee) {
      const id = `pse_${randomUUID()}`
      const cookie = await store.transaction(async (records, db) => {
        const { organizationName: _, ...member } = whose
        const lived = { startedAt: at, seenAt: psa.now(), expiresAt: psa.now() + 43_200_000, apps: null }
        const session = { id, userId: employee.id, linkId, subject: `sub_${employee.id}`, sid: null, memberEpoch: 1 }
        await records.sessions.insert({ ...session, ...member, ...lived })
        const wish = { tenant: tenant.id, user: employee.id, productSessionId: id, replaces: null }
        return (await beginSession({ ...psa, db }, wish)).cookie
      })
      const browser = psa.browser()
      keep(browser.cookies, cookie)
      return browser
    },
  }
}

/** The token of the link in the latest mail. */
export async function resetToken(psa: TestPsa): Promise<string> {
  const mails = await listMails(psa)
  const link = mails.map(({ body }) => /\/reset-password\/(\S+)/.exec(body)?.[1]).find((token) => token !== undefined)
  if (link === undefined) throw new Error('No mail with a link was sent.')
  return link
}

/** What a redirect of the kit has to tell on the page that it leads to. */
export function noticeOf(psa: TestPsa, { location }: Answer): Promise<Notice | null> {
  return psa.connect.findNotice(URL.parse(location ?? '', psa.config.origin)?.searchParams.get('notice'))
}

/** Leaves a notice as a ceremony would. @returns its id */
export async function leaveNotice(psa: TestPsa, code: Notice['code'], details: Notice['details']): Promise<string> {
  const id = `not_${randomUUID()}`
  const notice = { kind: 'refused', code, reference: 'TESTREFERENCE', details } as const
  await kyselyStore(psa.db).records.notices.insert(id, notice, psa.now())
  return id
}

/** Seconds after which what should wait for a lock evidently does not. */
const BLOCKED_LIMIT = 10

/** Resolves when a transaction waits for another one's rows. On SQLite whoever writes is alone anyway. */
export async function untilBlocked({ db, database }: TestPsa): Promise<void> {
  if (database.dialect === 'sqlite') return
  const deadline = performance.now() + BLOCKED_LIMIT * 1000
  const waiting = sql`select 1 from pg_locks l join pg_database d on d.oid = l.database
    where not l.granted and d.datname = current_database()
    union all select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while ((await waiting.execute(db)).rows.length === 0) {
    if (performance.now() > deadline) throw new Error('Nobody waits for a lock.')
    await setTimeout(10)
  }
}
