import { AWAY } from '@lanyard/running'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { isAccountId } from '../ids.ts'
import type { ProductSession } from '../delivery/product-sessions/product-session.ts'
import { recordProductSession } from '../people/sessions/record-product-session.ts'
import { placeOfGrant } from './grants.ts'
import { sidOf } from './sign-in-context.ts'
import { epochOf } from './sign-in-epoch.ts'

type Entities = KoaContextWithOIDC['oidc']['entities']

/**
 * Writes down which client gets a sign-in of which session, before its tokens leave. Where that fails, they do not leave:
 * a client that is not in the ledger would never hear of a logout.
 */
export function recordProductSessions(provider: Provider, hub: Pick<Hub, 'db' | 'now' | 'log'>): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
    if (oidc?.route !== 'token' || ctx.status !== 200) return
    const session = readSignIn(oidc.entities)
    if (session === null) return
    const epoch = epochOf(oidc)
    if (epoch === null) throw new Error('A sign-in of no member')
    try {
      if (await recordProductSession(hub, session, epoch)) {
        const { client, account } = session
        if (oidc.entities.AuthorizationCode) hub.log.info({ event: 'signed_in', client, account })
        return
      }
      ctx.status = 400
      ctx.body = { error: 'invalid_grant', error_description: 'grant request is invalid' }
    } catch (error) {
      hub.log.error({ event: 'failed', client: session.client, error }, 'a sign-in could not be written down')
      ctx.status = 503
      ctx.set('retry-after', String(AWAY))
      ctx.body = { error: 'temporarily_unavailable' }
    }
    await oidc.entities.AccessToken?.destroy()
    await oidc.entities.RefreshToken?.destroy()
  })
}

/** What a code or a refresh token says about the session that it came of; null for tokens that are about no one. */
function readSignIn({ AuthorizationCode: code, RefreshToken: refresh }: Entities): ProductSession | null {
  const source = code ?? refresh
  if (source === undefined) return null
  const { clientId: client, accountId: account, sessionUid: hubSession, grantId, sid } = source
  if (
    client === undefined ||
    hubSession === undefined ||
    grantId === undefined ||
    account === undefined ||
    !isAccountId(account)
  ) {
    throw new Error('A sign-in of no session')
  }
  // Only clients with a logout address have it in their tokens.
  return {
    client,
    sid: sid ?? sidOf(hubSession, client),
    hubSession,
    account,
    organization: placeOfGrant(grantId).organization,
  }
}
