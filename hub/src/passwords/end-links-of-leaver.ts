import type { Hub } from '../hub.ts'
import type { AccountId } from '../ids.ts'
import { membershipsOf } from '../members/memberships-of.ts'
import { endMailedLinks } from './end-mailed-links.ts'

/**
 * An account belongs to a person, and no organization ends what opens it; but with its last active place there is nothing
 * left to open: mailed links end. In the transaction that ends the place.
 */
export async function endLinksOfLeaver(hub: Pick<Hub, 'db' | 'now'>, account: AccountId): Promise<void> {
  const places = await membershipsOf(hub, account)
  if (places.some(({ member }) => member.status === 'active')) return
  await endMailedLinks(hub.db, account, hub.now())
}
