import { beginLinkTenant } from './ceremonies/begin-link-tenant.ts'
import { beginLinkUser } from './ceremonies/begin-link-user.ts'
import { beginLogOut } from './ceremonies/begin-log-out.ts'
import { beginSignIn, initiateLogin } from './ceremonies/begin-sign-in.ts'
import { cancelConnecting } from './ceremonies/cancel-connecting.ts'
import { choose } from './ceremonies/choice.ts'
import { finishLogOut } from './ceremonies/finish-log-out.ts'
import { returnFromHub } from './ceremonies/return-from-hub.ts'
import { ROUTES } from './http/paths.ts'
import { isOwnForm, problem } from './http/responses.ts'
import type { HubKeys } from './hub/hub-keys.ts'
import { newAuditId } from './ids.ts'
import type { Kit } from './kit.ts'
import { backchannelLogout } from './logout/backchannel-logout.ts'
import { receiveSecurityEvent } from './security-events/receive-security-event.ts'

type Handler = <Tx>(kit: Kit<Tx>, request: Request, keys: HubKeys) => Response | Promise<Response>

interface Route {
  readonly method: 'GET' | 'POST'
  /** Only a form on a page of this product may send it (T1). */
  readonly ownForm: boolean
  readonly handle: Handler
}

const read = (handle: Handler): Route => ({ method: 'GET', ownForm: false, handle })
const change = (handle: Handler): Route => ({ method: 'POST', ownForm: true, handle })
/** The hub's own word, from server to server. */
const tell = (handle: Handler): Route => ({ method: 'POST', ownForm: false, handle })

const routes: Readonly<Record<string, Route>> = {
  [ROUTES.signIn]: read(beginSignIn),
  [ROUTES.callback]: read(returnFromHub),
  [ROUTES.initiateLogin]: read(initiateLogin),
  [ROUTES.choice]: change(choose),
  [ROUTES.linkTenant]: change(beginLinkTenant),
  [ROUTES.linkUser]: change(beginLinkUser),
  [ROUTES.cancelConnecting]: change(cancelConnecting),
  [ROUTES.logOut]: change(beginLogOut),
  [ROUTES.loggedOut]: read(finishLogOut),
  [ROUTES.hint]: tell(hear),
  [ROUTES.backchannelLogout]: tell(backchannelLogout),
  [ROUTES.securityEvents]: tell(receiveSecurityEvent),
}

/** Answers what is below `/connect/`; null for every other path. */
export async function handleRequest<Tx>(kit: Kit<Tx>, keys: HubKeys, request: Request): Promise<Response | null> {
  const { pathname } = new URL(request.url)
  if (!pathname.startsWith('/connect/')) return null
  const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined
  if (!route) return problem('not_found')
  if (request.method !== route.method) return problem('method_not_allowed', {}, { Allow: route.method })
  if (route.ownForm && !isOwnForm(request, kit.product.origin)) return refuseForeign(kit, request)
  return route.handle(kit, request, keys)
}

/** The log says what was compared: behind a proxy, `product.origin` is the address that browsers have. */
function refuseForeign({ log, product }: Pick<Kit<unknown>, 'log' | 'product'>, request: Request): Response {
  const reference = newAuditId()
  const found = {
    origin: request.headers.get('Origin'),
    site: request.headers.get('Sec-Fetch-Site'),
    expected: product.origin,
  }
  log({ level: 'warn', event: 'foreign_request', reference, path: new URL(request.url).pathname, ...found })
  return problem('foreign_request', { reference })
}

/** The hub's hint: pull now. It carries nothing, and nothing is believed because of it. */
function hear(kit: Kit<unknown>): Response {
  kit.wake()
  return new Response(null, { status: 204 })
}
