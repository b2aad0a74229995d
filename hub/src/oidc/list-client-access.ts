import { byName } from '@lanyard/text'
import type { Account } from '../people/accounts/account.ts'
import { listAccessTerms } from '../people/client-access/find-access-term.ts'
import { listClients } from '../catalogue/clients/find-client.ts'
import type { Instant } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { OrganizationId } from '../ids.ts'
import { findTerms } from '../people/members/find-terms.ts'
import { termIn } from '../people/members/terms.ts'
import { listSessionsOf } from '../delivery/product-sessions/find-product-sessions.ts'
import { isEnded } from '../people/permits/is-ended.ts'
import { listRefreshTokens, type RefreshTokenFacts } from './list-refresh-tokens.ts'

/** What a client outside the suite may learn of a person. */
export interface ClientAccess {
  readonly client: string
  readonly name: string
  /** The organizations through which it was given. */
  readonly organizations: readonly OrganizationId[]
  readonly since: Instant
  /** Until when the client may ask without the person, however often it does; null where it cannot. */
  readonly offlineUntil: Instant | null
}

interface Given {
  readonly client: string
  readonly organization: OrganizationId
  readonly since: Instant
  readonly offlineUntil: Instant | null
}

/** Every client outside the suite that has something of a person at this moment, by its name. */
export async function listClientAccess(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  account: Account,
): Promise<readonly ClientAccess[]> {
  const given = Map.groupBy([...(await listOffline(hub, account)), ...(await listOnline(hub, account))], clientOf)
  const accesses = (await listClients(hub))
    .filter(({ kind }) => kind === 'registered')
    .flatMap(({ id: client, name }) => {
      const held = given.get(client)
      return held === undefined ? [] : [{ client, name, ...summarize(held) }]
    })
  return byName(accesses, ({ name }) => name)
}

/** By refresh tokens that would be taken. */
async function listOffline(hub: Pick<Hub, 'db' | 'short' | 'now' | 'config'>, account: Account): Promise<Given[]> {
  const places = await findTerms(hub, account.id)
  const accesses = await listAccessTerms(hub, account.id)
  const counts = ({ client, organization, term, accessTerm, session: uid, loggedInAt }: RefreshTokenFacts) =>
    term === termIn(places, organization) &&
    accessTerm === (accesses.get(client) ?? 0) &&
    !isEnded(account, { uid, loggedInAt })
  return (await listRefreshTokens(hub, account.id)).filter(counts).map(({ client, organization, issuedAt: since }) => ({
    client,
    organization,
    since,
    offlineUntil: since + hub.config.lifetimes.refresh,
  }))
}

/** By sessions that have not ended. */
async function listOnline(hub: Pick<Hub, 'db' | 'now' | 'config'>, account: Account): Promise<Given[]> {
  const sessions = await listSessionsOf(hub, account.id)
  return sessions.map((session) => ({ ...session, offlineUntil: null }))
}

const clientOf = ({ client }: Given): string => client

function summarize(given: readonly Given[]): Omit<ClientAccess, 'client' | 'name'> {
  const offline = given.flatMap(({ offlineUntil }) => offlineUntil ?? [])
  return {
    organizations: [...new Set(given.map(({ organization }) => organization))],
    since: Math.min(...given.map(({ since }) => since)),
    offlineUntil: offline.length === 0 ? null : Math.max(...offline),
  }
}
