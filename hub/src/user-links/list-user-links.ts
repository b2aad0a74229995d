import type { Hub } from '../hub.ts'
import type { AccountId, LinkId } from '../ids.ts'
import * as userLinks from './user-links-store.ts'

/** Who logs in through one of these tenant links, as far as the products said: what a page counts before they end. */
export async function listUserLinks(
  hub: Pick<Hub, 'db'>,
  links: readonly LinkId[],
): Promise<readonly { readonly link: LinkId; readonly sub: AccountId }[]> {
  return userLinks.listAll(hub.db, links)
}
