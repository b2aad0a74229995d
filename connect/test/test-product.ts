import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MigrationSource } from '@lanyard/storage'
import type { TestDatabase } from '@lanyard/storage/testing'
import type { Kysely } from 'kysely'
import type { ConnectConfig, Lifetimes, LogEntry } from '../src/api/config.ts'
import type { Connect } from '../src/api/connect.ts'
import type { Feature, HostSession, LocalUser } from '../src/api/host.ts'
import type { Client, ForeignProvider } from '../src/api/provider.ts'
import { createConnect } from '../src/create-connect.ts'
import { mount } from '../src/express.ts'
import { kyselyStore } from '../src/kysely.ts'

/** A product's own tables, beside the kit's. */
export const hostTables: MigrationSource = {
  name: 'host',
  migrations: [
    {
      name: '0001-host.sql',
      sql: `create table host_tenants (id text primary key, name text not null, feature text not null);
create table host_users (id text primary key, tenant_id text not null, name text not null, class text not null,
  active integer not null, admin integer not null, role text not null);
create table host_sessions (id text primary key, tenant_id text not null, user_id text not null, product_session_id text);
create table host_mails (user_id text not null);`,
    },
  ],
}

export interface HostSchema {
  host_tenants: { id: string; name: string; feature: Feature }
  host_users: {
    id: string
    tenant_id: string
    name: string
    class: 'employee' | 'contact'
    active: number
    admin: number
    role: string
  }
  host_sessions: { id: string; tenant_id: string; user_id: string; product_session_id: string | null }
  host_mails: { user_id: string }
}

type Tx = Kysely<HostSchema>

/** A small product with a login of its own that embeds the kit on plain `node:http`. */
export interface TestProduct {
  readonly origin: string
  readonly connect: Connect<Tx>
  readonly db: Tx
  readonly log: LogEntry[]
  /** Moves this product's clock. */
  now: () => number
}

export interface ProductOptions {
  readonly issuer: string
  readonly formerIssuers?: readonly string[]
  readonly deployment: string
  readonly client: Client
  readonly provider?: ForeignProvider
  readonly database: Pick<TestDatabase<HostSchema>, 'db'>
  readonly front: Front
  readonly lifetimes?: Partial<Lifetimes>
  /** Whether it tells the kit which sessions are still there; a host of the version before does not. */
  readonly knowsLiveSessions?: boolean
}

/** The address of a product, which stays when its process is another one. */
export interface Front extends AsyncDisposable {
  readonly origin: string
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void
}

export async function openFront(): Promise<Front> {
  const server = createServer((incoming, outgoing) => {
    // Nothing is left over from before a restart.
    outgoing.shouldKeepAlive = false
    front.answer(incoming, outgoing)
  })
  server.listen(0)
  await once(server, 'listening')
  const front: Front = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    answer: (_, outgoing) => void outgoing.writeHead(503).end(),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return front
}

export function openTestProduct(options: ProductOptions): TestProduct {
  const { db } = options.database
  const { origin } = options.front
  const log: LogEntry[] = []
  const product = { now: Date.now }
  const connect = createConnect<Tx>({
    issuer: options.issuer,
    formerIssuers: options.formerIssuers ?? [],
    client: options.client,
    ...(options.provider ? { provider: options.provider } : {}),
    product: { module: 'psa', deployment: options.deployment, name: 'PSA', hubName: 'IT Complete', origin },
    store: kyselyStore(db),
    ...callbacks(db, options),
    paths: { login: '/login', home: '/', mySettings: '/my-settings', tenantSettings: '/settings' },
    lifetimes: options.lifetimes ?? {},
    log: (entry) => log.push(entry),
    now: () => product.now(),
  })
  options.front.answer = (incoming, outgoing) => {
    void mount(connect)(incoming, outgoing, (error) => {
      outgoing.statusCode = error ? 500 : 200
      outgoing.end(error instanceof Error ? error.message : 'a page of the product')
    })
  }
  return Object.assign(product, { origin, connect, db, log })
}

const cookieName = (deployment: string) => `session-${deployment}`

function callbacks(
  db: Tx,
  { deployment, knowsLiveSessions = false }: Pick<ProductOptions, 'deployment' | 'knowsLiveSessions'>,
): Pick<ConnectConfig<Tx>, 'tenants' | 'users' | 'sessions'> {
  return {
    tenants: {
      find: async (tx, id) =>
        (await tx.selectFrom('host_tenants').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,
    },
    users: {
      async find(tx, id) {
        const row = await tx.selectFrom('host_users').selectAll().where('id', '=', id).executeTakeFirst()
        return row ? toUser(row) : null
      },
      async tellUnlinked(tx, user_id) {
        await tx.insertInto('host_mails').values({ user_id }).execute()
      },
    },
    sessions: {
      async read(request) {
        const pair = new RegExp(`${cookieName(deployment)}=([^;]+)`).exec(request.headers.get('Cookie') ?? '')
        return pair?.[1] ? findSession(db, pair[1]) : null
      },
      async begin(tx, { tenantId, userId, productSessionId, replaces }) {
        if (replaces) await tx.deleteFrom('host_sessions').where('id', '=', replaces).execute()
        const id = await insertSession(tx, tenantId, userId, productSessionId)
        return { id, cookies: [`${cookieName(deployment)}=${id}; Path=/; HttpOnly; SameSite=Lax`] }
      },
      ...(knowsLiveSessions && { isLive: async (tx: Tx, id: string) => (await findSession(tx, id)) !== null }),
      async endOthers(tx, userId, except) {
        await tx.deleteFrom('host_sessions').where('user_id', '=', userId).where('id', '<>', except).execute()
      },
      async endLocal(tx, userId) {
        const local = tx
          .deleteFrom('host_sessions')
          .where('user_id', '=', userId)
          .where('product_session_id', 'is', null)
        return Number((await local.executeTakeFirst()).numDeletedRows)
      },
      async countLocal(tx, userId) {
        const local = tx
          .selectFrom('host_sessions')
          .where('user_id', '=', userId)
          .where('product_session_id', 'is', null)
        return (await local.selectAll().execute()).length
      },
    },
  }
}

function toUser(row: HostSchema['host_users']): LocalUser {
  const { id, tenant_id: tenantId, name, role } = row
  const flags = { active: row.active === 1, admin: row.admin === 1 }
  return { id, tenantId, name, role, class: row.class, ...flags, localLogin: 'usable' }
}

export async function insertSession(db: Tx, tenantId: string, userId: string, productSessionId: string | null = null) {
  const id = randomBytes(16).toString('hex')
  const row = { id, tenant_id: tenantId, user_id: userId, product_session_id: productSessionId }
  await db.insertInto('host_sessions').values(row).execute()
  return id
}

export async function findSession(db: Tx, id: string): Promise<HostSession | null> {
  const row = await db.selectFrom('host_sessions').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  return { id, tenantId: row.tenant_id, userId: row.user_id, productSessionId: row.product_session_id }
}
