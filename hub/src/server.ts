import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { assets, readBrand } from '@lanyard/ui'
import { createApi } from './api/api.ts'
import { SECOND } from './clock.ts'
import type { HubConfig } from './config.ts'
import { openHubDatabases } from './db/open.ts'
import { startHousekeeping } from './housekeeping/start-housekeeping.ts'
import type { Hub } from './hub.ts'
import { language } from './messages/en/language.ts'
import { login as words } from './messages/en/login.ts'
import { mailFooter } from './messages/en/mails.ts'
import { prepareDelivery } from './notices/deliver-notices.ts'
import { authenticateDeployment } from './oidc/authenticate-deployment.ts'
import { endSession } from './oidc/end-session.ts'
import { openProvider } from './oidc/live-provider.ts'
import { noteLogIns } from './oidc/note-log-ins.ts'
import { createProvider } from './oidc/provider.ts'
import { recordProductSessions } from './oidc/record-product-sessions.ts'
import { tellClient } from './oidc/tell-client.ts'
import { pruneShortLived } from './oidc/prune-short-lived.ts'
import { checkKeyRing } from './envelopes/check-key-ring.ts'
import { createScim } from './scim/scim.ts'
import { addCeremony } from './web/ceremony/add-ceremony.ts'
import { frontDoor } from './web/front-door.ts'
import { addPages } from './web/add-pages.ts'
import { document, refusalPage } from './web/render.ts'
import { securityHeaders } from './web/security-headers.ts'
import { addSignIn } from './web/sign-in/add-sign-in.ts'
import { allowClientForms, providerPages } from './web/sign-in/provider-pages.ts'
import { createSite, type Site } from './web/site.ts'
import { tellSoon } from './web/tell-soon.ts'

export interface RunningServer {
  readonly site: Site
  /** Where it listens. */
  readonly address: { readonly host: string; readonly port: number }
  /** Signs and publishes by the keys that the ledger has now. */
  readonly followSigningKeys: () => Promise<void>
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
  const databases = await openHubDatabases(config)
  const hub: Hub = { config, db: databases.db, short: databases.short, now: Date.now, log }
  try {
    await checkKeyRing(hub)
    const server = await startServer(hub)
    const { site } = server
    const stopHousekeeping = startHousekeeping(hub, {
      endSession: (uid, auditId) => endSession(hub, site.provider, uid, auditId),
      tellClient: (delivery) => tellClient(site.provider)(delivery),
      followSigningKeys: server.followSigningKeys,
      pruneProvider: () => pruneShortLived(hub),
      deliverNotices: prepareDelivery(hub, {
        name: site.brand.name,
        footer: mailFooter(site.brand.supportAddress),
        language,
        origin: config.issuer,
      }),
    })
    return {
      address: server.address,
      async close() {
        await server.close()
        await stopHousekeeping()
        await databases.close()
      },
    }
  } catch (error) {
    await databases.close()
    throw error
  }
}

/** Starts to answer: pages, the provider, the API and SCIM on one listener. */
export async function startServer(hub: Hub): Promise<RunningServer> {
  const { issuer, brandFile, listen, proxies } = hub.config
  const suite = readBrand(brandFile)
  const brand = suite.hub
  const look = { brand, assets: await assets(brand) }
  const pagesOfProvider = providerPages(hub, look)
  const live = await openProvider(hub, (keys) => {
    const provider = createProvider(hub, pagesOfProvider, keys)
    allowClientForms(provider)
    noteLogIns(provider, hub)
    recordProductSessions(provider, hub)
    return provider
  })
  const site: Site = {
    hub,
    get provider() {
      return live.current
    },
    suite,
    ...look,
  }

  const app = createSite(site)
  addSignIn(app, site)
  addCeremony(app, site)
  addPages(app, site)
  const api = createApi(hub, {
    authenticate: (request) => authenticateDeployment(site.provider, request),
    endSession: (uid) => endSession(hub, site.provider, uid),
    hubName: brand.name,
  })
  const scim = createScim(hub, { tellSoon: (auditId) => tellSoon(site, auditId), hubName: brand.name })
  const pages = getRequestListener(app.fetch)
  const handler = frontDoor({
    issuer,
    proxies,
    headers: securityHeaders(issuer),
    renderRefusal: (refusal) => document(look, { title: words.refused.title, body: refusalPage(look, refusal) }),
    provider: live.answer,
    api: getRequestListener(api.fetch),
    scim: getRequestListener(scim.fetch),
    pages,
  })
  const server = createServer(handler)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(listen.port, listen.host, resolve)
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : listen.port
  return {
    site,
    address: { host: listen.host, port },
    followSigningKeys: live.followKeys,
    close: () => close(server),
  }
}

/** Whoever waits for events of its log waits long; such a product asks again. */
const PATIENCE = 2 * SECOND

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const impatient = setTimeout(() => server.closeAllConnections(), PATIENCE)
    server.close((error) => {
      clearTimeout(impatient)
      if (error) reject(error)
      else resolve()
    })
    server.closeIdleConnections()
  })
}
