import type { Actor } from '../actor.ts'
import { DAY, type Instant } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { AccountId, OrganizationId } from '../ids.ts'

/** One act that concerned a person's account. */
export interface AccountAct {
  readonly at: Instant
  readonly organization: OrganizationId | null
  readonly actor: Actor
  readonly action: string
  readonly details: Readonly<Record<string, string | number | null>>
}

export interface AccountActs {
  readonly acts: readonly AccountAct[]
  /** What the next page begins after; null where there are no older acts. */
  readonly older: string | null
}

/** How far back people look. Older acts stay for the organization. */
const REACH = 90 * DAY
const PER_PAGE = 50

/**
 * What concerned an account in the last 90 days, newest first, 50 at a time.
 *
 * @param before `older` of the page before; anything else begins with the newest
 */
export async function listAccountActs(
  hub: Pick<Hub, 'db' | 'now'>,
  account: AccountId,
  before: string,
): Promise<AccountActs> {
  const place = /^(?<at>\d{1,15})\.(?<id>[\w-]{1,100})$/.exec(before)?.groups
  const [at, id] = [Number(place?.['at']), place?.['id'] ?? '']
  const rows = await hub.db
    .selectFrom('audit')
    .selectAll()
    .where('account', '=', account)
    .where('at', '>', hub.now() - REACH)
    .$if(place !== undefined, (query) =>
      query.where((where) => where.or([where('at', '<', at), where.and([where('at', '=', at), where('id', '<', id)])])),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(PER_PAGE + 1)
    .execute()
  const shown = rows.slice(0, PER_PAGE)
  const last = rows.length > PER_PAGE ? shown.at(-1) : undefined
  return {
    acts: shown.map(({ at, organization, actor, action, details }) => ({
      at,
      organization,
      actor,
      action,
      details: JSON.parse(details) as AccountAct['details'],
    })),
    older: last === undefined ? null : `${last.at}.${last.id}`,
  }
}
