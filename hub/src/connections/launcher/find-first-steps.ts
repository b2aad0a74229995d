import type { Hub } from '../../hub.ts'
import type { ActiveMember } from '../../people/members/member.ts'
import { countMembers } from '../../people/members/list-members.ts'
import { recoveryCodesLeft } from '../../people/factors/recovery-codes-left.ts'
import { listActiveLinks } from '../tenant-links/find-links.ts'
import { listUserLinks } from '../user-links/list-user-links.ts'
import type { Tile } from './tile.ts'

/** What a new master has to do first: each is done by what is so, never by what was pressed. */
export interface FirstSteps {
  /** There are enough that still work. */
  readonly hasRecoveryCodes: boolean
  /** The first module that the organization uses and is not connected to; null where there is none. */
  readonly toConnect: Tile['module'] | null
  readonly isConnected: boolean
  /** The organization has more people than this master, invited ones included. */
  readonly hasInvited: boolean
  /** A product has said of another person that they are linked. */
  readonly hasLinked: boolean
}

export async function findFirstSteps(
  hub: Pick<Hub, 'db'>,
  { account, organization }: ActiveMember,
  tiles: readonly Tile[],
): Promise<FirstSteps> {
  const links = (await listActiveLinks(hub, organization)).map(({ id }) => id)
  const linked = await listUserLinks(hub, links)
  return {
    hasRecoveryCodes: !(await recoveryCodesLeft(hub, account)).areFew,
    toConnect: tiles.find(({ state }) => state === 'not_connected')?.module ?? null,
    isConnected: links.length > 0,
    hasInvited: (await countMembers(hub, organization)) > 1,
    hasLinked: linked.some(({ sub }) => sub !== account),
  }
}
