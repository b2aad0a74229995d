import { partsOf } from '@lanyard/storage'
import type { ClientAuthorizationState } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import type { AccountId, OrganizationId } from '../ids.ts'
import { serves } from '../people/members/terms.ts'
import type { Organization } from '../people/organizations/organization.ts'
import type { SessionLimits } from '../people/organizations/session-limits.ts'
import { isEnded } from '../people/permits/is-ended.ts'
import { HUB_CLIENT } from './names.ts'
import { isBeyondLimits } from './session-use.ts'
import { termsOfSession } from './sign-in-context.ts'

/** Sessions are looked up for so many people at once. */
const PEOPLE_AT_ONCE = 500

/** How many people other limits would log out of an organization: by a session that serves it now, and would no more. */
export async function countOutlived(
  hub: Pick<Hub, 'db' | 'short' | 'now'>,
  { id, sessionLimits }: Pick<Organization, 'id' | 'sessionLimits'>,
  limits: SessionLimits,
): Promise<number> {
  const outlived = new Set<AccountId>()
  for (const people of partsOf(await listPeople(hub, id), PEOPLE_AT_ONCE)) {
    const byAccount = new Map(people.map((person) => [person.account, person]))
    for (const { account, uid, use, terms } of await listSessions(hub, [...byAccount.keys()])) {
      const person = byAccount.get(account)
      if (account === null || person === undefined) continue
      const isServed =
        serves(terms, { organization: id, term: person.term }) && !isEnded(person, { uid, loggedInAt: use.loggedInAt })
      const [before, after] = [sessionLimits, limits].map((each) => isBeyondLimits(use, each, hub.now()))
      if (isServed && before === false && after === true) outlived.add(account)
    }
  }
  return outlived.size
}

async function listPeople({ db }: Pick<Hub, 'db'>, organization: OrganizationId) {
  return db
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account')
    .select([
      'members.account',
      'members.term',
      'accounts.sessions_from as sessionsFrom',
      'accounts.kept_session as keptSession',
    ])
    .where('members.organization', '=', organization)
    .where('members.status', '=', 'active')
    .execute()
}

async function listSessions({ short, now }: Pick<Hub, 'short' | 'now'>, accounts: readonly (AccountId | null)[]) {
  const rows = await short
    .selectFrom('sessions')
    .leftJoin('session_clients', (join) =>
      join.onRef('session_clients.session', '=', 'sessions.uid').on('session_clients.client', '=', HUB_CLIENT),
    )
    .select(['uid', 'account', 'logged_in_at', 'used_at', 'longest_pause', 'session_clients.payload'])
    .where('account', 'in', accounts)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now())
    .execute()
  return rows.map(({ uid, account, payload, ...row }) => ({
    uid,
    account,
    use: { loggedInAt: row.logged_in_at, longestPause: Math.max(row.longest_pause, now() - row.used_at) },
    terms: termsOfSession({
      authorizations: payload === null ? {} : { [HUB_CLIENT]: JSON.parse(payload) as ClientAuthorizationState },
    }),
  }))
}
