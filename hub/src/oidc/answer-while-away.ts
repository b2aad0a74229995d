import type { EventEmitter } from 'node:events'
import { AWAY, isDatabaseAway } from '@lanyard/running'
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import type { Hub } from '../hub.ts'
import type { KnownClients } from './known-clients.ts'

/**
 * Answers clients that ask while the database is away: 503 and `temporarily_unavailable` in place of the 500 and
 * `server_error` that the provider has for whatever it does not expect. Pages are answered by `showError`.
 *
 * Outermost, because what fails around the provider, such as writing down a login, is past the provider's own handling:
 * Koa's answer would be a bare text without the security headers, and a stack on `stderr`.
 */
export function answerWhileAway(
  { log }: Pick<Hub, 'log'>,
  provider: Provider,
  showError: (ctx: KoaContextWithOIDC, out: ErrorOut, error: Error) => void,
): void {
  const waits = new WeakMap<object, string>()
  const noteFailure = (ctx: KoaContextWithOIDC, error: Error) => {
    if (!isDatabaseAway(error)) return log.error({ event: 'provider_failed', error })
    log.error({ event: 'database_away', code: 'unavailable', error })
    waits.set(ctx, String(AWAY))
  }
  provider.on('server_error', noteFailure)
  const ofKoa: EventEmitter = provider
  ofKoa.on('error', (error: unknown) => log.error({ event: 'provider_failed', error }))
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    try {
      await next()
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const out = { error: 'server_error', error_description: 'The hub failed. Ask again.' }
      ctx.remove('location')
      ctx.status = 500
      if (isForPerson(ctx)) showError(ctx, out, error)
      else ctx.body = out
      noteFailure(ctx, error)
    }
    const wait = waits.get(ctx)
    if (wait === undefined || ctx.response.type === 'text/html' || ctx.response.header['location'] !== undefined) return
    ctx.status = 503
    ctx.set('retry-after', wait)
    ctx.body = { error: 'temporarily_unavailable', error_description: 'The database does not answer. Ask again.' }
  })
}

/** As the provider tells them apart. */
function isForPerson(ctx: KoaContextWithOIDC): boolean {
  const { oidc }: Partial<KoaContextWithOIDC> = ctx
  return oidc?.route === 'authorization' || oidc?.route === 'resume' || ctx.accepts('json', 'html') === 'html'
}

/**
 * Sends a browser that begins a sign-in back to its client with `temporarily_unavailable`, since a redirect cannot say
 * 503 (RFC 6749 section 4.1.2.1): the product then offers its own login. Only where client and redirect URI are known
 * without the database and nothing else has to be read; every other request stays on a page of the hub, because a
 * redirect to an address that is not registered would lead people anywhere.
 *
 * @returns false where this request gets a page
 */
export function leadBackWhileAway(known: KnownClients, ctx: KoaContextWithOIDC): boolean {
  if (ctx.oidc.route !== 'authorization' || ctx.method !== 'GET') return false
  const { client_id: client, redirect_uri: redirectUri, state, response_mode: mode = 'query' } = ctx.query
  if (typeof client !== 'string' || typeof redirectUri !== 'string' || mode !== 'query') return false
  if (!known.has(client, redirectUri)) return false
  const back = new URL(redirectUri)
  back.searchParams.set('error', 'temporarily_unavailable')
  if (typeof state === 'string') back.searchParams.set('state', state)
  back.searchParams.set('iss', ctx.oidc.provider.issuer)
  ctx.status = 303
  ctx.redirect(back.href)
  return true
}
