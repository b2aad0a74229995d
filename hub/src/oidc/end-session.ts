import { inTransaction } from '@lanyard/storage'
import type Provider from 'oidc-provider'
import type { ClientAuthorizationState } from 'oidc-provider'
import type { Hub } from '../hub.ts'

/**
 * Ends a session of the hub for good: cookies, codes and tokens that came of it open nothing any more, a sign-in in
 * flight does not bring it back, and the products that take log-out tokens are told. Ending it twice changes nothing.
 */
export async function endSession(
  hub: Pick<Hub, 'short' | 'now' | 'log'>,
  provider: Provider,
  uid: string,
): Promise<void> {
  const ended = await entomb(hub, uid)
  if (ended === null) return
  await Promise.all(ended.clients.map(({ client, sid }) => tellClient(hub, provider, client, ended.account, sid)))
}

/** Makes the provider's own way of ending a session (RP-initiated log-out) leave the same tombstone. */
export function entombSessions(hub: Pick<Hub, 'short' | 'now'>, provider: Provider): void {
  const { prototype } = provider.Session
  const destroy: (this: object) => Promise<void> = Reflect.get(prototype, 'destroy')
  prototype.destroy = async function (this: typeof prototype) {
    await entomb(hub, this.uid)
    await destroy.call(this)
  }
}

interface EndedSession {
  readonly account: string | null
  readonly clients: readonly { readonly client: string; readonly sid: string | undefined }[]
}

async function entomb(hub: Pick<Hub, 'short' | 'now'>, uid: string): Promise<EndedSession | null> {
  return inTransaction({ db: hub.short }, async ({ db }) => {
    const session = await db
      .updateTable('sessions')
      .set({ ended_at: hub.now(), id_hash: null, payload: '{}' })
      .where('uid', '=', uid)
      .where('ended_at', 'is', null)
      .returning('account')
      .executeTakeFirst()
    if (!session) return null
    const rows = await db.deleteFrom('session_clients').where('session', '=', uid).returningAll().execute()
    const clients = rows.map((row) => ({
      client: row.client,
      ...(JSON.parse(row.payload) as ClientAuthorizationState),
    }))
    const grants = clients.flatMap(({ grantId }) => grantId ?? [])
    if (grants.length > 0) await db.deleteFrom('artifacts').where('grant_id', 'in', grants).execute()
    return { account: session.account, clients: clients.map(({ client, sid }) => ({ client, sid })) }
  })
}

/** A method of the provider's clients that its types leave out. */
interface LogoutRecipient {
  backchannelLogout(sub: string, sid: string): Promise<void>
}

async function tellClient(
  hub: Pick<Hub, 'log'>,
  provider: Provider,
  id: string,
  account: string | null,
  sid: string | undefined,
): Promise<void> {
  const client = await provider.Client.find(id)
  if (account === null || sid === undefined || client?.backchannelLogoutUri === undefined) return
  try {
    await (client as unknown as LogoutRecipient).backchannelLogout(account, sid)
  } catch (error) {
    hub.log.warn({ event: 'logout_not_delivered', client: id, err: error })
  }
}
