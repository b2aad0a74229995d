import type { KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { originOf } from './session-origin.ts'

/**
 * Writes down on a session with what, and from where, a person has just logged in, for its owner's list. A sign-in that
 * asks nothing logs no one in and writes nothing here.
 */
export function noteLogins(provider: Provider, hub: Pick<Hub, 'short' | 'log'>): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
    if (oidc?.session?.accountId === undefined || oidc.result?.login === undefined) return
    const { userAgent, address } = originOf(ctx.req)
    await hub.short
      .updateTable('sessions')
      .set({ user_agent: userAgent, address })
      .where('uid', '=', oidc.session.uid)
      .execute()
    hub.log.info({ event: 'logged_in', account: oidc.session.accountId, client: oidc.client?.clientId })
  })
}
