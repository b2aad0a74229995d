import { cutPage, findNames, readNames, readPlace } from '@lanyard/storage/audit-chain'
import type { Actor } from '../../actor.ts'
import { DAY, type Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, OrganizationId } from '../../ids.ts'
import { auditSource } from './audit-source.ts'
import { readDetails } from './personal-details.ts'

/** One act that concerned a person's account. */
export interface AccountAct {
  readonly at: Instant
  readonly organization: OrganizationId | null
  readonly actor: Actor
  readonly action: string
  readonly details: Readonly<Record<string, string | number | null>>
  /** What the actor was called then; null where that was not kept, or is erased. */
  readonly actorName: string | null
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
  const place = readPlace(before)
  const rows = await hub.db
    .selectFrom('audit')
    .selectAll()
    .where('account', '=', account)
    .where('at', '>', hub.now() - REACH)
    .$if(place !== null, (query) =>
      query.where((where) => where(where.refTuple('at', 'id'), '<', where.tuple(place?.at ?? 0, place?.id ?? ''))),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(PER_PAGE + 1)
    .execute()
  const { shown, next } = cutPage(rows, PER_PAGE)
  const names = await findNames(
    hub.db,
    auditSource,
    shown.map(({ id }) => id),
  )
  return {
    acts: shown.map(({ id, at, organization, actor, action, details, name_hashes: hashes }) => {
      const then = readNames(hashes, names.get(id) ?? [])
      const actorName = then?.['actor'] ?? null
      return { at, organization, actor, action, details: readDetails(details, then), actorName }
    }),
    older: next,
  }
}
