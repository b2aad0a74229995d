import type { ConnectConfig } from './api/config.ts'
import type { Connect } from './api/connect.ts'
import type { RoundReport } from './api/health.ts'
import type { Users } from './api/host.ts'
import { canLogOutEverywhere } from './ceremonies/can-log-out-everywhere.ts'
import { renderPlainChoice } from './ceremonies/render-choice.ts'
import { checkTenant, checkUser } from './config/check-answers.ts'
import { checkConfig } from './config/check-config.ts'
import { consoleLog } from './config/console-log.ts'
import { findDoer } from './doer.ts'
import { handleRequest } from './handle-request.ts'
import { eventSourceOf } from './hub/event-source.ts'
import { createHubApi } from './hub/hub-api.ts'
import { createHubHealth } from './hub/hub-health.ts'
import { createLocalAuthority } from './hub/provider/local-authority.ts'
import { createRelyingParty } from './hub/relying-party.ts'
import { withoutSlash } from './hub/same-issuer.ts'
import { type Kit, LIFETIMES } from './kit.ts'
import { setLinkPolicy } from './user-links/set-link-policy.ts'
import { setLocalSessionPolicy } from './local-sessions/set-local-session-policy.ts'
import { findNotice, takeNotice } from './notices/notices.ts'
import { appsOf } from './product-sessions/app-menu.ts'
import { checkSession } from './product-sessions/check-session.ts'
import { createCatchUp } from './reconcile/catch-up.ts'
import { allQueued, runRound } from './reconcile/run-round.ts'
import { type Loop, startLoop } from './reconcile/start-loop.ts'
import { createSeal } from './seal.ts'
import { describeTenant } from './tenant-links/describe-tenant.ts'
import { endConnecting } from './tenant-links/end-connecting.ts'
import { endTenantSessions, forgetTenant } from './tenant-links/forget-tenant.ts'
import { forgetUser } from './tenant-links/forget-user.ts'
import { previewSwitchOff, switchOff } from './tenant-links/switch-off.ts'
import { describeUser, linkedUsers } from './user-links/describe-user.ts'
import { EVERYONE } from './user-links/may-link.ts'
import { unlinkUser } from './user-links/unlink-user.ts'

/**
 * Makes a product linkable: answers its requests below `/connect/`, and tells its pages how things stand.
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto'
 * import { createConnect } from '@lanyard/connect'
 * import { memoryStore } from '@lanyard/connect/memory'
 *
 * const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
 *
 * const connect = createConnect({
 *   issuer: 'https://hub.example',
 *   client: { id: 'psa-us', privateKey: privateKey.export({ format: 'jwk' }) },
 *   product: { module: 'psa', deployment: 'psa-us', name: 'PSA', hubName: 'IT Complete', origin: 'https://psa.example' },
 *   store: memoryStore(),
 *   tenants: { find: async (_, id) => ({ id, name: 'Alder MSP', feature: 'on' }) },
 *   users: { find: async () => null },
 *   sessions: { read: async () => null, begin: async () => ({ id: 'session', cookies: [] }) },
 *   paths: { login: '/login', home: '/', mySettings: '/my-settings', tenantSettings: '/settings' },
 * })
 *
 * // Requests of its own are answered, and others are the host's.
 * const hint = await connect.handle(new Request('https://psa.example/connect/hint', { method: 'POST' }))
 * assert.equal(hint?.status, 204)
 * assert.equal(await connect.handle(new Request('https://psa.example/tickets')), null)
 *
 * // And it tells the host's pages how things stand.
 * const { state } = await connect.tenantState('alder')
 * assert.equal(state, 'off')
 */
export function createConnect<Tx>(config: ConnectConfig<Tx>): Connect<Tx> {
  checkConfig(config)
  let loop: Loop | null = null
  const relyingParty = createRelyingParty(config)
  const kit = createKit(config, relyingParty, () => loop?.wake())
  const { store } = kit
  const { keys } = relyingParty
  const { caughtUp, adopted } = createCatchUp(kit, formerIssuersOf(config, kit.issuer))

  return {
    async handle(request) {
      await adopted()
      return handleRequest(kit, keys, request)
    },

    tenantState: (tenantId) => describeTenant(kit, tenantId),
    suspendedLinks: () => store.records.tenantLinks.countSuspended(),
    userState: (userId) => describeUser(kit, userId),
    linkedUsers: (tenantId) => linkedUsers(kit, tenantId),
    linkPolicy: async (tenantId) => (await store.records.policies.find(tenantId)) ?? EVERYONE,
    setLinkPolicy: (tenantId, policy, by, alongside) => setLinkPolicy(kit, tenantId, policy, by, alongside),
    localSessionPolicy: async (tenantId) =>
      (await store.records.localSessionEnds.isWanted(tenantId)) ? 'end' : 'stay',
    setLocalSessionPolicy: (tenantId, policy, by, alongside) =>
      setLocalSessionPolicy(kit, tenantId, policy, by, alongside),

    previewSwitchOff: (tenantId) => previewSwitchOff(kit, tenantId),
    switchOff: (acting, alongside) => switchOff(kit, acting, alongside),
    unlinkUser: (acting, alongside) => unlinkUser(kit, acting, alongside),

    async checkSession(productSessionId) {
      await caughtUp()
      return checkSession(kit, productSessionId)
    },
    async endSession(tx, productSessionId) {
      await store.within(tx).sessions.delete(productSessionId)
    },
    canLogOutEverywhere: () => canLogOutEverywhere(kit),
    forgetUser: async (tx, userId, { by, fullName } = {}) =>
      forgetUser(kit, store.within(tx), userId, { doer: await findDoer(kit, tx, by), fullName }),
    endTenantSessions: async (tx, tenantId, by) =>
      endTenantSessions(kit, store.within(tx), tenantId, await findDoer(kit, tx, by)),
    endConnecting: async (tx, of, by) => endConnecting(kit, store.within(tx), of, await findDoer(kit, tx, by)),
    forgetTenant: async (tx, tenantId, by) =>
      forgetTenant(kit, store.within(tx), tenantId, await findDoer(kit, tx, by)),

    apps: (productSessionId) => appsOf(kit, productSessionId),
    takeNotice: (request, visitor) => takeNotice(kit, request, visitor),
    findNotice: (id, visitor) => findNotice(kit, id, visitor),

    async health() {
      const pulled = await store.records.cursor.find(kit.issuer)
      return {
        roundEndedAt: loop?.roundEndedAt() ?? null,
        logReadAt: pulled?.pulledAt ?? null,
        ailment: kit.hubHealth.ailment(),
      }
    },
    async reconcile(): Promise<RoundReport> {
      await adopted()
      return runRound(kit, allQueued(kit.now()))
    },
    start() {
      const started = startLoop(kit, adopted)
      loop = started
      return {
        states: started.states,
        async stop() {
          await started.stop()
          if (loop === started) loop = null
        },
      }
    },
  }
}

/** Rows that an earlier start made under a hub's name with a slash at its end are rows of the same hub. */
function formerIssuersOf(
  { issuer, formerIssuers = [] }: Pick<ConnectConfig<unknown>, 'issuer' | 'formerIssuers'>,
  present: string,
): readonly string[] {
  return issuer === present ? formerIssuers : [...formerIssuers, issuer]
}

function createKit<Tx>(
  config: ConnectConfig<Tx>,
  relyingParty: ReturnType<typeof createRelyingParty>,
  wake: () => void,
): Kit<Tx> {
  const { product, store, tenants, users, sessions, paths, provider } = config
  // A provider's name may end in a slash, as those of Auth0 do; a hub's does not.
  const issuer = provider ? config.issuer : withoutSlash(config.issuer)
  const { log = consoleLog, now = Date.now } = config
  const hubHealth = createHubHealth({ log, now, explain: relyingParty.explain })
  return {
    issuer,
    product: { ...product, origin: new URL(product.origin).origin },
    store,
    tenants: { find: async (tx, id) => checkTenant(await tenants.find(tx, id)) },
    users: checkingUsers(users),
    sessions,
    paths,
    authority: provider ? 'product' : 'hub',
    eventSource: eventSourceOf(config),
    renderChoice: config.renderChoice ?? renderPlainChoice,
    lifetimes: { ...LIFETIMES, ...config.lifetimes },
    log,
    now,
    relyingParty,
    seal: createSeal(config.client),
    hub: provider
      ? createLocalAuthority(store.records)
      : createHubApi(relyingParty, hubHealth, sessions.countLocal ? ['ends'] : []),
    hubHealth,
    wake,
  }
}

function checkingUsers<Tx>(users: Users<Tx>): Users<Tx> {
  const find: Users<Tx>['find'] = async (tx, id) => checkUser(await users.find(tx, id))
  return users.tellUnlinked
    ? { find, tellUnlinked: (tx, id) => users.tellUnlinked?.(tx, id) ?? Promise.resolve() }
    : { find }
}
