import { createConnect, type HostSession, type LocalUser, words } from '@lanyard/connect'
import { memoryStore } from '@lanyard/connect/memory'

/** A stranger's product on the installed package: a company with an admin, sessions in memory, pages of a line. */
const tenants = [{ id: 'ten_alder', name: 'Alder MSP', feature: 'on' }] as const
const users: readonly LocalUser[] = [
  {
    id: 'usr_admin',
    tenantId: 'ten_alder',
    name: 'Alder Admin',
    class: 'employee',
    active: true,
    admin: true,
    role: 'admin',
    localLogin: 'usable',
  },
]
const sessions = new Map<string, HostSession>()

const { ISSUER = '', ORIGIN = '', CLIENT_KEY = '{}' } = process.env

export const connect = createConnect({
  issuer: ISSUER,
  client: { id: 'psa-us', privateKey: JSON.parse(CLIENT_KEY) as JsonWebKey },
  product: { module: 'psa', deployment: 'psa-us', name: 'PSA', hubName: 'IT Complete', origin: ORIGIN },
  store: memoryStore(),
  tenants: { find: async (_, id) => tenants.find((tenant) => tenant.id === id) ?? null },
  users: { find: async (_, id) => users.find((user) => user.id === id) ?? null },
  sessions: {
    read: async (request) => sessions.get(cookieOf(request) ?? '') ?? null,
    begin: async (_, { replaces, ...session }) => {
      if (replaces) sessions.delete(replaces)
      return beginSession(session)
    },
  },
  paths: { login: '/', home: '/', mySettings: '/', tenantSettings: '/' },
})

/** The one page: who is logged in, how, and what the last ceremony had to say. */
export async function showHome(request: Request): Promise<Response> {
  const session = sessions.get(cookieOf(request) ?? '')
  const throughHub = session?.productSessionId ? await connect.checkSession(session.productSessionId) : false
  const { notice, cookies } = await connect.takeNotice(request, session ?? null)
  const said = notice ? words(notice, { product: 'PSA', hub: 'IT Complete' }).what : ''
  const headers = { 'Set-Cookie': cookies.join() }
  return new Response(`${session?.userId ?? 'nobody'}${throughHub ? ' through the hub' : ''}. ${said}`, { headers })
}

/** The product's own login, for everyone who knows the name. */
export async function logIn(request: Request): Promise<Response> {
  const userId = new URL(request.url).pathname.slice('/log-in/'.length)
  const { cookies } = beginSession({ tenantId: 'ten_alder', userId, productSessionId: null })
  return new Response('logged in', { headers: { 'Set-Cookie': cookies.join() } })
}

function beginSession(session: Omit<HostSession, 'id'>) {
  const id = crypto.randomUUID()
  sessions.set(id, { id, ...session })
  return { id, cookies: [`session=${id}; Path=/; HttpOnly; SameSite=Lax`] }
}

function cookieOf(request: Request): string | undefined {
  return /session=([\w-]+)/.exec(request.headers.get('Cookie') ?? '')?.[1]
}
