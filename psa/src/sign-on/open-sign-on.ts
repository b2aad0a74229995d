import { createConnect } from '@lanyard/connect'
import { kyselyStore } from '@lanyard/connect/kysely'
import { href } from '@lanyard/ui'
import { MODULE } from '../config.ts'
import type { Psa } from '../psa.ts'
import { routes } from '../web/routes.ts'
import { choiceResponse } from './choice-page.ts'
import { hostSessions } from './host-sessions.ts'
import { hostTenants, hostUsers } from './host-users.ts'
import type { SignOn } from './sign-on.ts'

/** Embeds the kit: who the PSA's people and tenants are, where its pages lie, how its sessions begin. */
export function openSignOn(host: Omit<Psa, 'connect'>): SignOn {
  const { config, db, suite, brand } = host
  const connect: SignOn = createConnect({
    issuer: config.issuer,
    formerIssuers: config.formerIssuers,
    client: { id: config.deployment, privateKey: config.clientKey },
    product: {
      module: MODULE,
      deployment: config.deployment,
      name: brand.name,
      hubName: suite.hub.name,
      origin: config.origin,
    },
    store: kyselyStore(db),
    tenants: hostTenants,
    users: hostUsers(host),
    sessions: hostSessions(() => ({ ...host, connect })),
    paths: {
      login: routes.login,
      home: routes.home,
      mySettings: routes.mySettings,
      tenantSettings: href(routes.hubSettings, { hub: suite.hub.path }),
    },
    lifetimes: { signInMemory: config.signInMemory },
    renderChoice: (choice) => choiceResponse(host, choice),
    log: ({ level, ...entry }) => host.log[level](entry),
    now: host.now,
  })
  return connect
}
