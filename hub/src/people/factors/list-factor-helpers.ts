import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { listActiveMasters } from '../members/list-members.ts'
import { membershipsOf } from '../members/memberships-of.ts'

/** Who may reset the second factor of a person who has lost it (`resetSecondFactor`). */
export interface FactorHelpers {
  /** By name; null where the person has no active place, or several, so that no master speaks for them alone. */
  readonly organization: string | null
  /** By name, without the person; empty where the operator alone can help. */
  readonly masters: readonly string[]
}

/** As many as a person would ask. */
const MOST = 10

/** For a person whose password was right, and for no one else: it tells who works there. */
export async function listFactorHelpers(hub: Pick<Hub, 'db'>, account: AccountId): Promise<FactorHelpers> {
  const places = await membershipsOf(hub, account)
  const theirs = places.filter(({ member: { status } }) => status === 'active' || status === 'suspended')
  const [only] = theirs
  if (only?.member.status !== 'active' || theirs.length > 1) return { organization: null, masters: [] }
  const { id, name } = only.organization
  const others = (await listActiveMasters(hub, id)).filter((master) => master.id !== account)
  return { organization: name, masters: others.slice(0, MOST).map((master) => master.name) }
}
