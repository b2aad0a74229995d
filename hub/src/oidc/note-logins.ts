import type { KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import type { Hub } from '../hub.ts'

/** Says in the log that a person has logged in. A sign-in that asks nothing logs no one in. */
export function noteLogins(provider: Provider, hub: Pick<Hub, 'log'>): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
    if (oidc?.session?.accountId === undefined || oidc.result?.login === undefined) return
    hub.log.info({ event: 'logged_in', account: oidc.session.accountId, client: oidc.client?.clientId })
  })
}
