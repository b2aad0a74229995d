import { createHmac, randomBytes } from 'node:crypto'
import { SECOND } from '@lanyard/hub/src/clock.ts'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import type { AccountId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import { cookies } from '@lanyard/hub/src/oidc/cookies.ts'
import { suiteGrantId } from '@lanyard/hub/src/oidc/grants.ts'
import { ACR, HUB_CLIENT } from '@lanyard/hub/src/oidc/names.ts'
import { sessionAdapter } from '@lanyard/hub/src/oidc/session-adapter.ts'
import { noteUse } from '@lanyard/hub/src/oidc/session-use.ts'
import { sidOf } from '@lanyard/hub/src/oidc/sign-in-context.ts'
import { recordProductSession } from '@lanyard/hub/src/people/sessions/record-product-session.ts'
import { handleOf } from '@lanyard/hub/src/people/sessions/list-sessions.ts'

interface Whose {
  readonly account: AccountId
  readonly organization: OrganizationId
  readonly epoch: number
}

export interface BegunAtHub {
  readonly cookie: string
  readonly handle: string
  /** Its name at a client. */
  readonly sid: (client: string) => string
}

/**
 * Leaves what a login at the hub and a sign-in at each of these clients leave: a session with both factors in the
 * short-lived database, what it holds for each client, and the clients in the ledger. Joins the host's transactions.
 */
export async function beginAtHub(
  hub: Pick<Hub, 'db' | 'short' | 'now' | 'config'>,
  { account, organization, epoch }: Whose,
  clients: readonly string[],
): Promise<BegunAtHub> {
  const [id, uid] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')]
  const loginTs = Math.floor(hub.now() / SECOND)
  const seconds = hub.config.lifetimes.idle / SECOND
  const authorizations = Object.fromEntries(
    [HUB_CLIENT, ...clients].map((client) => {
      const grantId = suiteGrantId({ organization, account, client, session: uid, term: 0, accessTerm: 0 })
      return [client, { sid: sidOf(uid, client), grantId, ...(client === HUB_CLIENT && { organization }) }]
    }),
  )
  const factors = { amr: ['pwd', 'otp', 'mfa'], acr: ACR }
  const times = { iat: loginTs, exp: loginTs + seconds, loginTs }
  const payload = { kind: 'Session', uid, accountId: account, ...times, ...factors, transient: true, authorizations }
  await sessionAdapter(hub).upsert(id, payload, seconds)
  const use = { loggedInAt: loginTs * SECOND, usedAt: hub.now(), longestPause: 0, origin: NOWHERE }
  await noteUse(hub, { uid, use }, { userAgent: 'bench', address: '127.0.0.1' })
  for (const client of clients) {
    const session = { client, sid: sidOf(uid, client), hubSession: uid, account, organization }
    if (!(await recordProductSession(hub, session, epoch))) throw new Error('Over before it began')
  }
  return { cookie: signed(hub, id), handle: handleOf(uid), sid: (client) => sidOf(uid, client) }
}

const NOWHERE = { userAgent: null, address: null }

/** The provider's cookie and its signature, as Keygrip makes it. */
function signed(hub: Pick<Hub, 'config'>, id: string): string {
  const { names, keys } = cookies(hub)
  const pair = `${names.session}=${id}`
  const signature = createHmac('sha1', keys[0] ?? '')
    .update(pair)
    .digest('base64url')
  return `${pair}; ${names.session}.sig=${signature}`
}
