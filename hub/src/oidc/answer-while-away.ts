import type { KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { refusalOf, retryAfter } from '../refusal.ts'

/**
 * Answers clients that ask while the database is away: 503 and `temporarily_unavailable` in place of the 500 and
 * `server_error` that the provider has for whatever it does not expect. Pages are answered by `ProviderPages.error`.
 */
export function answerWhileAway({ log }: Pick<Hub, 'log'>, provider: Provider): void {
  const waits = new WeakMap<object, string>()
  provider.on('server_error', (ctx: KoaContextWithOIDC, error: Error) => {
    const refusal = refusalOf(error)
    if (refusal === null) return log.error({ event: 'provider_failed', error })
    log.error({ event: 'database_away', code: refusal.code, reference: refusal.reference, error })
    waits.set(ctx, retryAfter(refusal) ?? '')
  })
  provider.use(async (ctx, next) => {
    await next()
    const wait = waits.get(ctx)
    if (wait === undefined || ctx.response.type === 'text/html') return
    ctx.status = 503
    ctx.set('retry-after', wait)
    ctx.body = { error: 'temporarily_unavailable', error_description: 'The database does not answer. Ask again.' }
  })
}
