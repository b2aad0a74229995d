import { securityHeaders } from '@lanyard/guard'
import { getRequestListener } from '@hono/node-server'
import { createHealth, listen, type LoopState, type RunningLoops } from '@lanyard/running'
import { assets, readBrand } from '@lanyard/ui'
import { sql } from 'kysely'
import { createApi } from './api/api.ts'
import type { HubConfig } from './config.ts'
import { openHubDatabases } from './db/open.ts'
import { startHousekeeping } from './housekeeping/start-housekeeping.ts'
import type { Hub } from './hub.ts'
import { language } from './messages/en/language.ts'
import { login as words } from './messages/en/login.ts'
import { mailFooter, wordMail } from './messages/en/mails.ts'
import { prepareDelivery } from './records/notices/deliver-notices.ts'
import { mailState } from './records/notices/outbox.ts'
import { authenticateDeployment } from './oidc/authenticate-deployment.ts'
import { endSession } from './oidc/end-session.ts'
import { openProvider } from './oidc/live-provider.ts'
import { logRefusedClients } from './oidc/log-refused-clients.ts'
import { noteLogins } from './oidc/note-logins.ts'
import { createProvider } from './oidc/provider.ts'
import { recordProductSessions } from './oidc/record-product-sessions.ts'
import { sendLogoutToken } from './oidc/send-logout-token.ts'
import type { SigningKey } from './records/signing-keys/signing-key.ts'
import { pruneShortLived } from './oidc/prune-short-lived.ts'
import { checkKeyRing } from './records/envelopes/check-key-ring.ts'
import { createScim } from './scim/scim.ts'
import { frontDoor } from './web/front-door.ts'
import { document, refusalPage } from './web/render.ts'
import { forgetWithLogout } from './web/kept/kept-key.ts'
import { allowClientForms, leadBackWhoIsLoggedOut, providerPages } from './web/sign-in/provider-pages.ts'
import { createSite } from './web/create-site.ts'
import type { Site } from './web/site.ts'
import { notifySoon } from './web/notify-soon.ts'

export interface RunningServer {
  readonly site: Site
  /** Where it listens. */
  readonly address: { readonly host: string; readonly port: number }
  /** Signs and publishes by the keys that the ledger has now. */
  readonly followSigningKeys: (keys: readonly SigningKey[]) => Promise<void>
  /** Takes no more requests, and waits for those that are being answered. */
  close(): Promise<void>
}

/**
 * Opens the databases and brings them up to date, listens, and begins what the hub does by itself.
 *
 * @throws {ConfigError} for mistakes of the configuration that only the ledger tells
 * @returns where it listens, and how to stop it: it answers what it has begun first
 */
export async function startHub(config: HubConfig, log: Hub['log']): Promise<Pick<RunningServer, 'address' | 'close'>> {
  const databases = await openHubDatabases(config, log)
  const hub: Hub = { config, db: databases.db, short: databases.short, now: Date.now, log }
  try {
    await checkKeyRing(hub)
    let loops: RunningLoops | null = null
    const server = await startServer(hub, () => loops?.states() ?? [])
    const { site } = server
    const housekeeping = (loops = startHousekeeping(hub, {
      endSession: (uid, auditId) => endSession(hub, site.provider, uid, auditId),
      sendLogoutToken: (delivery) => sendLogoutToken(site.provider)(delivery),
      followSigningKeys: server.followSigningKeys,
      pruneProvider: (signal) => pruneShortLived(hub, signal),
      deliverNotices: prepareDelivery(hub, {
        wordMail,
        letterhead: {
          name: site.brand.name,
          footer: mailFooter(site.brand.supportAddress),
          language,
          origin: config.issuer,
        },
      }),
    }))
    return {
      address: server.address,
      async close() {
        await Promise.all([server.close(), housekeeping.stop()])
        await databases.close()
      },
    }
  } catch (error) {
    await databases.close()
    throw error
  }
}

/** Starts to answer: pages, the provider, the API and SCIM on one listener. */
export async function startServer(hub: Hub, loops: () => readonly LoopState[] = () => []): Promise<RunningServer> {
  const { issuer, brandFile, proxies } = hub.config
  const suite = readBrand(brandFile)
  const brand = suite.hub
  const look = { brand, assets: await assets(brand) }
  const pagesOfProvider = providerPages(hub, look)
  const live = await openProvider(hub, (keys) => {
    const provider = createProvider(hub, pagesOfProvider, keys)
    allowClientForms(provider)
    leadBackWhoIsLoggedOut(provider)
    forgetWithLogout(provider, hub)
    noteLogins(provider, hub)
    logRefusedClients(provider, hub)
    recordProductSessions(provider, hub)
    return provider
  })
  const stop = new AbortController()
  const site: Site = {
    hub,
    stopping: stop.signal,
    get provider() {
      return live.current
    },
    suite,
    ...look,
  }

  const app = createSite(site)
  const api = createApi(hub, {
    stopping: stop.signal,
    authenticate: (request) => authenticateDeployment(site.provider, request),
    endSession: (uid) => endSession(hub, site.provider, uid),
    hubName: brand.name,
  })
  const scim = createScim(hub, { notifySoon: (auditId) => notifySoon(site, auditId), hubName: brand.name })
  const pages = getRequestListener(app.fetch)
  const health = createHealth({
    databases: { ledger: () => sql`select 1`.execute(hub.db), short: () => sql`select 1`.execute(hub.short) },
    loops,
    facts: { mail: () => mailState(hub) },
  })
  const handler = frontDoor({
    health,
    issuer,
    proxies,
    headers: securityHeaders(issuer),
    renderRefusal: (refusal) => document(look, { title: words.refused.title, body: refusalPage(look, refusal) }),
    provider: live.answer,
    api: getRequestListener(api.fetch),
    scim: getRequestListener(scim.fetch),
    pages,
  })
  const { host, port } = hub.config.listen
  const server = await listen(handler, { host, port, keepAlive: hub.config.keepAlive, log: hub.log, health })
  return {
    site,
    address: { host, port: server.port },
    followSigningKeys: live.followKeys,
    close() {
      stop.abort()
      return server.close()
    },
  }
}
