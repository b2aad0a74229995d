import { inTransaction } from '@lanyard/storage'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import { recordAct } from '../audit/record-act.ts'
import { nameDevice } from '../devices/name-device.ts'
import type { Hub } from '../hub.ts'
import { isAccountId, newId } from '../ids.ts'
import { handleOf } from '../sessions/list-sessions.ts'
import { originOf } from './session-origin.ts'

/**
 * Writes down who has just logged in, with what and from where: on the session, for its owner's list, and as an act of
 * theirs. A sign-in that asks nothing logs nobody in and writes nothing here.
 */
export function noteLogIns(provider: Provider, hub: Pick<Hub, 'db' | 'short' | 'now'>): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
    const account = oidc?.session?.accountId
    if (oidc?.result?.login === undefined || account === undefined || !isAccountId(account)) return
    const { uid } = oidc.session as { uid: string }
    const { userAgent, address } = originOf(ctx.req)
    await hub.short.updateTable('sessions').set({ user_agent: userAgent, address }).where('uid', '=', uid).execute()
    await inTransaction(hub, (hub) =>
      recordAct(hub, {
        auditId: newId('aud'),
        organization: null,
        actor: `account:${account}`,
        action: 'session.begin',
        subject: handleOf(uid),
        details: { device: nameDevice(userAgent), address },
      }),
    )
  })
}
