import type { MigrationSource } from '@lanyard/storage'
import type { TestDatabase, TestDialect } from '@lanyard/storage/testing'
import { type Kysely, sql } from 'kysely'
import type { Feature, HostSession, LocalUser } from '../../../connect/src/api/host.ts'
import type { HubApi } from '../../../connect/src/hub/hub-api.ts'
import { type Kit, LIFETIMES } from '../../../connect/src/kit.ts'
import { createSeal } from '../../../connect/src/seal.ts'
import { kyselyStore, migrations } from '../../../connect/src/kysely.ts'
import type { RelyingParty } from '../../../connect/src/hub/relying-party.ts'
import type { ConnectStore } from '../../../connect/src/records/store.ts'

interface HostSchema {
  host_tenants: { id: string; feature: Feature }
  host_users: { id: string; tenant_id: string; active: number; admin: number }
}

export type Tx = Kysely<HostSchema>

const hostTables: MigrationSource = {
  name: 'host',
  migrations: [
    {
      name: '0001-host.sql',
      sql: `create table host_tenants (id text primary key, feature text not null);
create table host_users (id text primary key, tenant_id text not null, active integer not null, admin integer not null);`,
    },
  ],
}

/** A deployment of a product, with the kit on tables of its own beside those of the host. */
export interface ProductSide extends AsyncDisposable {
  readonly deployment: string
  readonly db: Tx
  readonly store: ConnectStore<Tx>
  /** Milliseconds since 1970 by this deployment's clock. */
  now: number
  /** The kit, as one operation sees it that talks to the hub through these. */
  kitWith(hub: HubApi, relyingParty: RelyingParty): Kit<Tx>
  /** A person's session at the host; whether it came through the hub. */
  sessionOf(user: string): HostSession
  /** A form or a return in a browser in which this user is logged in; null without a session. */
  request(path: string, user: string | null, cookie?: string): Request
  reset(): Promise<void>
}

const tablesToEmpty = [
  'attempts',
  'tenant_links',
  'owed_ends',
  'user_links',
  'product_sessions',
  'link_reports',
  'hub_cursor',
  'member_epochs',
  'notices',
  'audit',
]

export const issuer = 'https://hub.example'

/** How a test spoils a store, to see that it is noticed. */
export type StoreFault = (store: ConnectStore<Tx>) => ConnectStore<Tx>

export async function openProductSide(
  database: TestDialect,
  deployment: string,
  tenants: readonly string[],
  spoil: StoreFault = (store) => store,
): Promise<ProductSide & { readonly database: TestDatabase<HostSchema> }> {
  const opened = await database.open<HostSchema>([hostTables, migrations])
  const { db } = opened
  const store = spoil(kyselyStore(db))
  const origin = `https://${deployment}.example`
  const productSessions = new Map<string, string | null>()
  const sessionOf = (userId: string): HostSession => ({
    id: `session of ${userId}`,
    tenantId: tenantOf(userId),
    userId,
    productSessionId: productSessions.get(userId) ?? null,
  })
  await db
    .insertInto('host_tenants')
    .values(tenants.map((id) => ({ id, feature: 'on' as const })))
    .execute()
  await db.insertInto('host_users').values(tenants.flatMap(peopleOf)).execute()

  const side: ProductSide & { readonly database: TestDatabase<HostSchema> } = {
    database: opened,
    deployment,
    db,
    store,
    now: START,
    sessionOf,
    kitWith: (hub, relyingParty) => ({
      issuer,
      product: { module: 'psa', deployment, name: 'PSA', hubName: 'Hub', origin },
      store,
      tenants: { find: findTenant },
      users: { find: findUser },
      sessions: {
        async read(request) {
          const user = request.headers.get('x-user')
          return user === null ? null : sessionOf(user)
        },
        async begin(_, { userId, productSessionId }) {
          productSessions.set(userId, productSessionId)
          return { id: `session of ${userId}`, cookies: [] }
        },
      },
      paths: { login: '/login', home: '/', mySettings: '/my-settings', tenantSettings: '/settings' },
      authority: 'hub',
      eventSource: {
        issuer,
        audience: deployment,
        subjectIssuers: [issuer],
        namesOrganizations: true,
        takesUntyped: false,
      },
      renderChoice: () => new Response('Continue?'),
      lifetimes: LIFETIMES,
      seal: createSeal({ id: deployment, secret: 'of the model' }),
      log: () => {},
      now: () => side.now,
      relyingParty,
      hub,
      hubHealth: { ailment: () => null, heard() {}, failed() {} },
      wake: () => {},
    }),
    request(path, user, cookie) {
      const headers = new Headers()
      if (user !== null) headers.set('x-user', user)
      if (cookie !== undefined) headers.set('Cookie', cookie)
      return new Request(origin + path, { headers })
    },
    async reset() {
      side.now = START
      productSessions.clear()
      await db.transaction().execute(async (tx) => {
        for (const table of tablesToEmpty) await sql`delete from ${sql.table(`connect_${table}`)}`.execute(tx)
        // The clock begins again, so what an earlier run ended must not lie ahead of it.
        await sql`update connect_sign_in_ends set ended_at = 0`.execute(tx)
        await sql`update host_tenants set feature = 'on'`.execute(tx)
        await sql`update host_users set active = 1, admin = 1`.execute(tx)
      })
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
  return side
}

const START = Date.now()

/** Two employees, both admins. */
function peopleOf(tenant: string) {
  return [0, 1].map((employee) => ({ id: userId(tenant, employee), tenant_id: tenant, active: 1, admin: 1 }))
}

export const userId = (tenant: string, employee: number): string => `${tenant}/e${employee}`
const tenantOf = (user: string): string => user.slice(0, user.indexOf('/'))

async function findTenant(tx: Tx, id: string) {
  const row = await tx.selectFrom('host_tenants').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? { id, name: id, feature: row.feature } : null
}

async function findUser(tx: Tx, id: string): Promise<LocalUser | null> {
  const row = await tx.selectFrom('host_users').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const flags = { active: row.active === 1, admin: row.admin === 1 }
  return { id, tenantId: row.tenant_id, name: id, class: 'employee', role: 'any', localLogin: 'usable', ...flags }
}
