import { createConnect } from '@lanyard/connect'
import type { ClientKey, LocalUser, Names, Tenant } from '@lanyard/connect'
import { kyselyStore } from '@lanyard/connect/kysely'
import type { Log } from '@lanyard/running'
import type { Kysely } from 'kysely'
import type { Schema } from './database.ts'
import { findCompany, findPerson } from './people.ts'
import type { Html } from './html.ts'
import type { Pages } from './pages.ts'
import type { SignOn } from './rmm.ts'
import { beginSession, countLocalSessions, isLive, readSession } from './sessions.ts'
import type { SessionCookie } from './sessions.ts'

export interface SignOnConfig {
  readonly issuer: string
  readonly formerIssuers: readonly string[]
  readonly origin: string
  readonly deployment: string
  readonly clientKey: ClientKey
  readonly names: Names
  readonly cookie: SessionCookie
  /** The admin's page with the switch. */
  readonly settingsPath: string
  /** Seconds for which a finished sign-in is remembered. */
  readonly signInMemory: number
  readonly pages: Pages
  readonly log: Log
}

/** All that makes RMM linkable: who its companies, people and sessions are, told to the kit. */
export function createSignOn(db: Kysely<Schema>, config: SignOnConfig): SignOn {
  return createConnect<Kysely<Schema>>({
    issuer: config.issuer,
    formerIssuers: config.formerIssuers,
    client: { id: config.deployment, privateKey: config.clientKey },
    product: {
      module: 'rmm',
      deployment: config.deployment,
      name: config.names.product,
      hubName: config.names.hub,
      origin: config.origin,
    },
    store: kyselyStore(db),
    tenants: { find: tenantOf },
    users: { find: userOf },
    sessions: {
      read: (request) => readSession(db, config.cookie, request.headers.get('cookie')),
      begin: (tx, session) => beginSession(tx, config.cookie, session),
      isLive,
      countLocal: countLocalSessions,
    },
    paths: { login: '/login', home: '/', mySettings: '/my-settings', tenantSettings: config.settingsPath },
    lifetimes: { signInMemory: config.signInMemory },
    renderChoice: (choice) => htmlResponse(config.pages.choice(choice)),
    log: ({ level, ...entry }) => config.log[level](entry),
  })
}

async function tenantOf(tx: Kysely<Schema>, id: string): Promise<Tenant | null> {
  const tenant = await findCompany(tx, id)
  return tenant && { id: tenant.id, name: tenant.name, feature: tenant.feature }
}

/** RMM has no contacts, and everybody has a password. */
async function userOf(tx: Kysely<Schema>, id: string): Promise<LocalUser | null> {
  const person = await findPerson(tx, id)
  return (
    person && {
      id: person.id,
      tenantId: person.tenant_id,
      name: person.username,
      class: 'employee',
      active: person.active === 1,
      admin: person.role === 'admin',
      role: person.role,
      localLogin: 'usable',
    }
  )
}

function htmlResponse(page: Html): Response {
  return new Response(page.toString(), { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
