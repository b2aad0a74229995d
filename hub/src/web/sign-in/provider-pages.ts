import { contentSecurityPolicy } from '@lanyard/guard'
import { isDatabaseAway, newReference, noteRefusal, retryAfter } from '@lanyard/running'
import { href } from '@lanyard/ui'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import type { Hub } from '../../hub.ts'
import { login as words } from '../../messages/en/login.ts'
import { isOwnLogout } from '../../oidc/is-own-logout.ts'
import type { ProviderPages } from '../../oidc/provider.ts'
import { Refusal, refusalOf } from '../../refusal.ts'
import { document, type PageStyle, type PageContent, refusalPage } from '../render.ts'
import { routes } from '../routes.ts'
import { logoutPage, requestRefusedPage } from './pages.ts'

/** The pages that the provider itself answers with, in the hub's look. */
export function providerPages(hub: Pick<Hub, 'log'>, look: PageStyle): ProviderPages {
  return {
    ceremony: (uid) => href(routes.ceremony.password, { uid }),

    error(ctx, out, error) {
      const refusal = refusalFor(out, error)
      if (refusal !== null) {
        // While the database is away the log has it by `answerWhileAway`.
        if (!isDatabaseAway(error)) noteRefusal(hub.log, ctx, refusal, refusal.code === 'failed' ? error : refusal)
        return sendRefusal(ctx, look, refusal)
      }
      const reference = newReference()
      const detail = error instanceof errors.OIDCProviderError ? error.error_detail : undefined
      hub.log.info({ event: 'request_refused', reference, path: ctx.path, ...out, detail })
      send(ctx, look, { title: words.request.title, body: requestRefusedPage(look, out, reference) })
    },

    async logout(ctx) {
      if (isOwnLogout(ctx)) return logOut(ctx)
      const address = ctx.oidc.params?.['post_logout_redirect_uri']
      const formTargets = typeof address === 'string' ? [new URL(address).origin] : []
      const body = logoutPage(look, ctx.oidc.urlFor('end_session_confirm'), String(ctx.oidc.session?.state?.['secret']))
      send(ctx, look, { title: words.logout.title, body, formTargets })
    },

    loggedOut(ctx) {
      // With a client in it, the person chose to stay logged in here.
      ctx.redirect(href(ctx.oidc.client ? routes.home : routes.loggedOut))
    },
  }
}

/** Ends the session of this browser, and leads it back to the product that asked. */
async function logOut(ctx: KoaContextWithOIDC): Promise<void> {
  await ctx.oidc.session?.destroy()
  leadBack(ctx)
}

/** To where the request wants, which the provider has checked. */
function leadBack(ctx: KoaContextWithOIDC): void {
  const { post_logout_redirect_uri: address, state } = ctx.oidc.params ?? {}
  ctx.status = 303
  if (typeof address !== 'string') return ctx.redirect(href(routes.loggedOut))
  const back = new URL(address)
  if (typeof state === 'string') back.searchParams.set('state', state)
  ctx.redirect(back.href)
}

/**
 * A browser in which no one is logged in is led straight back. The provider would keep a session of no one for its own form,
 * which asks nothing and leads back (T45).
 */
export function leadBackWhoIsLoggedOut(provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
    if (oidc?.route !== 'end_session' || ctx.status !== 200 || oidc.session?.accountId !== undefined) return
    ctx.remove('set-cookie')
    ctx.body = null
    leadBack(ctx as unknown as KoaContextWithOIDC)
  })
}

/**
 * Lets the provider's own pages, which send a form by themselves, do so: each names the client that the form leads to,
 * directly (`form_post`) or in the end (logout).
 */
export function allowClientForms(provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
    if (ctx.response.type !== 'text/html' || ctx.state['ownPage'] === true) return
    const target = oidc?.params?.['post_logout_redirect_uri'] ?? oidc?.params?.['redirect_uri']
    const policy = ctx.response.get('content-security-policy')
    if (typeof target !== 'string' || policy === '') return
    ctx.set(
      'content-security-policy',
      policy.replace("form-action 'self'", `form-action 'self' ${new URL(target).origin}`),
    )
  })
}

function send(ctx: KoaContextWithOIDC, look: PageStyle, content: PageContent): void {
  ctx.type = 'html'
  ctx.state['ownPage'] = true
  ctx.set('content-security-policy', contentSecurityPolicy(content.formTargets))
  ctx.body = document(look, content)
}

/** Null for a request that is wrong by the protocol. */
function refusalFor({ error: kind }: { readonly error: string }, error: Error): Refusal | null {
  if (error instanceof errors.SessionNotFound) return new Refusal('attempt_invalid')
  const refusal = refusalOf(error)
  return refusal.code === 'failed' && kind !== 'server_error' ? null : refusal
}

function sendRefusal(ctx: KoaContextWithOIDC, look: PageStyle, refusal: Refusal): void {
  ctx.status = refusal.status
  const wait = retryAfter(refusal)
  if (wait !== null) ctx.set('retry-after', wait)
  send(ctx, look, { title: words.refused.title, body: refusalPage(look, refusal) })
}
