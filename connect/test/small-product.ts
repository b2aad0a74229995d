import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ConnectConfig } from '../src/api/config.ts'
import type { Connect } from '../src/api/connect.ts'
import type { HostSession, LocalUser } from '../src/api/host.ts'
import { createConnect } from '../src/create-connect.ts'
import { mount, toRequest } from '../src/express.ts'
import { memoryStore, type MemoryTransaction } from '../src/memory.ts'
import type { VerifyOptions } from '../src/testing/verify/options.ts'

type Tx = MemoryTransaction
export type Config = ConnectConfig<Tx>

/** Where a product may be made faulty. As it stands it has no fault. */
export interface SmallProductOptions {
  readonly issuer: string
  /** Changes what the kit is given. */
  readonly configure?: (config: Config, sessions: Map<string, HostSession>) => Config
  /** Stands before the kit. */
  readonly handle?: (connect: Connect<Tx>, request: Request) => Promise<Response | null>
  /** Asked on every request of a session that came through the hub. */
  readonly checkSession?: (connect: Connect<Tx>, id: string) => Promise<boolean>
  /** Attributes of the session's cookie, beside its path. */
  readonly cookie?: string
  /** What the kit is not told of. */
  readonly untold?: 'log-out' | 'deactivation'
}

export interface SmallProduct extends AsyncDisposable {
  readonly origin: string
}

const alder = { id: 'ten_alder', name: 'Alder MSP', feature: 'on' } as const
export const cookieName = 'small_session'

const employee = { tenantId: alder.id, class: 'employee', active: true, admin: false, role: 'technician' } as const
const users: readonly LocalUser[] = [
  { ...employee, id: 'usr_admin', name: 'Ada Admin', admin: true, localLogin: 'usable' },
  { ...employee, id: 'usr_employee', name: 'Ed Employee', localLogin: 'usable' },
  { ...employee, id: 'usr_colleague', name: 'Cora Colleague', localLogin: 'usable' },
  { ...employee, id: 'usr_contact', name: 'Carl Contact', class: 'contact', localLogin: 'usable' },
]

/** What the author of this product would write to have it verified. */
export const acts: Omit<VerifyOptions, 'origin' | 'hub'> = {
  whoAmI: '/me',
  people: {
    admin: { name: 'Ada Admin', logIn: logInAs('usr_admin') },
    employee: { name: 'Ed Employee', logIn: logInAs('usr_employee'), email: 'ed@alder.example' },
    colleague: { name: 'Cora Colleague', logIn: logInAs('usr_colleague') },
    contact: { name: 'Carl Contact', logIn: logInAs('usr_contact') },
  },
  unlink: { path: '/unlink', fields: {} },
  switchOff: { path: '/switch-off', fields: {} },
  logOut: { path: '/log-out', fields: {} },
  deactivate: { path: '/deactivate', fields: { user: 'usr_employee' } },
  activate: { path: '/activate', fields: { user: 'usr_employee' } },
}

function logInAs(user: string) {
  return { path: '/login', fields: { user } }
}

/** A product in a page of code, all in memory: a login without passwords, a page that says who is in, and the kit. */
export async function openSmallProduct(options: SmallProductOptions): Promise<SmallProduct> {
  const server = createServer()
  server.listen(0)
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const sessions = new Map<string, HostSession>()
  const inactive = new Set<string>()
  const config = configOf(options, origin, sessions, inactive)
  const connect = createConnect(options.configure?.(config, sessions) ?? config)
  const handle = options.handle ?? ((kit, request) => kit.handle(request))
  const checkSession = options.checkSession ?? ((kit, id) => kit.checkSession(id))

  const whoIs = async (request: Request): Promise<HostSession | null> => {
    const session = await config.sessions.read(request)
    if (!session || inactive.has(session.userId)) return null
    if (!session.productSessionId) return session
    return (await checkSession(connect, session.productSessionId)) ? session : null
  }
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname === '/login' && request.method === 'POST') return logIn(config, await request.formData())
    const session = await whoIs(request)
    if (!session) return pathname === '/login' ? page('Log in') : leadTo('/login')
    if (pathname === '/unlink') return leadTo('/me', (await connect.unlinkUser(session)).cookies)
    if (pathname === '/switch-off') return leadTo('/me', (await connect.switchOff(session)).cookies)
    if (pathname === '/log-out') return logOut(session)
    if (pathname === '/deactivate' || pathname === '/activate') return setActive(pathname === '/activate', request)
    return page(users.find(({ id }) => id === session.userId)?.name ?? '')
  }

  /** The cookie goes, and so does what a copy of it would need. */
  const logOut = async ({ productSessionId }: HostSession): Promise<Response> => {
    if (productSessionId !== null && options.untold !== 'log-out') {
      await config.store.transaction((_, tx) => connect.endSession(tx, productSessionId))
    }
    return leadTo('/login', [`${cookieName}=; Path=/; Max-Age=0`])
  }
  const setActive = async (isActive: boolean, request: Request): Promise<Response> => {
    const user = new URLSearchParams(await request.text()).get('user') ?? ''
    if (isActive) inactive.delete(user)
    else inactive.add(user)
    if (options.untold !== 'deactivation') await config.store.transaction((_, tx) => connect.forgetUser(tx, user))
    return leadTo('/me')
  }

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) =>
    write(await answer(toRequest(incoming)), outgoing)
  server.on('request', (incoming, outgoing) => {
    outgoing.shouldKeepAlive = false
    const kit = { handle: (request: Request) => handle(connect, request) }
    void mount(kit)(incoming, outgoing, (error) => {
      if (error) outgoing.writeHead(500).end()
      else void serve(incoming, outgoing)
    })
  })
  const rounds = connect.start()
  return {
    origin,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      await rounds.stop()
    },
  }
}

function configOf(
  { issuer, cookie = 'HttpOnly; SameSite=Lax' }: SmallProductOptions,
  origin: string,
  sessions: Map<string, HostSession>,
  inactive: ReadonlySet<string>,
): Config {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const product = { module: 'small', deployment: 'small-us', name: 'Small', hubName: 'Hub', origin }
  return {
    issuer,
    client: { id: 'small-us', privateKey: privateKey.export({ format: 'jwk' }) },
    product,
    store: memoryStore(),
    tenants: { find: async (_, id) => (id === alder.id ? alder : null) },
    users: {
      async find(_, id) {
        const user = users.find((one) => one.id === id)
        return user ? { ...user, active: !inactive.has(id) } : null
      },
    },
    sessions: {
      async read(request) {
        const id = new RegExp(`${cookieName}=([^;]+)`).exec(request.headers.get('Cookie') ?? '')?.[1]
        return sessions.get(id ?? '') ?? null
      },
      async begin(_, { replaces, ...session }) {
        const id = randomBytes(16).toString('base64url')
        sessions.delete(replaces ?? '')
        sessions.set(id, { id, ...session })
        return { id, cookies: [`${cookieName}=${id}; Path=/; ${cookie}`] }
      },
    },
    paths: { login: '/login', home: '/me', mySettings: '/me', tenantSettings: '/me' },
  }
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat())
  outgoing.end(await response.text())
}

async function logIn({ sessions, store }: Config, form: FormData): Promise<Response> {
  const user = users.find(({ id }) => id === form.get('user'))
  if (!user) return page('Nobody')
  const input = { tenantId: user.tenantId, userId: user.id, productSessionId: null, replaces: null }
  const { cookies } = await store.transaction((_, tx) => sessions.begin(tx, input))
  return leadTo('/me', cookies)
}

function page(text: string): Response {
  return new Response(text, { headers: { 'Content-Security-Policy': "frame-ancestors 'none'" } })
}

function leadTo(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ Location: path })
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers })
}
