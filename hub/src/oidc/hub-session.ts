import type { HttpBindings } from '@hono/node-server'
import type Provider from 'oidc-provider'
import { findAccountById } from '../people/accounts/find-account.ts'
import type { Hub } from '../hub.ts'
import { type AccountId, isAccountId, type OrganizationId } from '../ids.ts'
import { isEnded } from '../people/permits/is-ended.ts'
import { HUB_CLIENT } from './names.ts'
import { originOf } from './session-origin.ts'
import { findUse, noteUse, type SessionUse } from './session-use.ts'
import type { Terms } from '../people/members/terms.ts'
import { organizationOfSession, termsOfSession } from './sign-in-context.ts'

/** A live session of a browser at the hub, begun with both factors. */
export interface HubSession {
  readonly uid: string
  readonly account: AccountId
  /** The organization that the person is in; null while none is settled. */
  readonly organization: OrganizationId | null
  /** Of its last login; see `serves`. */
  readonly terms: Terms
  readonly use: SessionUse
}

type Needs = { readonly hub: Pick<Hub, 'db' | 'short' | 'now' | 'config'>; readonly provider: Provider }

/** Who this browser is; null without a session. To ask is to use the session. */
export async function readSession(
  { hub, provider }: Needs,
  { incoming, outgoing }: HttpBindings,
): Promise<HubSession | null> {
  const session = await provider.Session.get(provider.createContext(incoming, outgoing))
  const { accountId, uid } = session
  if (accountId === undefined || !isAccountId(accountId) || session.amr?.includes('mfa') !== true) return null
  const use = await findLiveUse(hub, { uid, account: accountId })
  if (use === null) return null
  await noteUse(hub, { uid, use }, originOf(incoming))
  const [organization, terms] = [organizationOfSession(session), termsOfSession(session)]
  return { uid, account: accountId, organization, terms, use }
}

/** How a session has been used; null once it is over, or was ended with the account's right to it. To ask is not to use it. */
export async function findLiveUse(
  hub: Pick<Hub, 'db' | 'short' | 'now'>,
  { uid, account: id }: Pick<HubSession, 'uid' | 'account'>,
): Promise<SessionUse | null> {
  const use = await findUse(hub, uid)
  if (use === null) return null
  const account = await findAccountById(hub, id)
  return account === null || isEnded(account, { uid, loggedInAt: use.loggedInAt }) ? null : use
}

/** Moves a session into an organization; the caller has checked the membership. */
export async function enterOrganization(
  hub: Pick<Hub, 'short'>,
  session: Pick<HubSession, 'uid'>,
  organization: OrganizationId,
): Promise<void> {
  const entry = await hub.short
    .selectFrom('session_clients')
    .select('payload')
    .where('session', '=', session.uid)
    .where('client', '=', HUB_CLIENT)
    .executeTakeFirst()
  const payload = JSON.stringify({ ...(entry && (JSON.parse(entry.payload) as object)), organization })
  await hub.short
    .insertInto('session_clients')
    .values({ session: session.uid, client: HUB_CLIENT, payload })
    .onConflict((conflict) => conflict.columns(['session', 'client']).doUpdateSet({ payload }))
    .execute()
}
