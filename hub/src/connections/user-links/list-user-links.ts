import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, LinkId } from '../../ids.ts'
import * as userLinks from './user-links-store.ts'

/** Who logs in through one of these tenant links, as far as the products said: what a page counts before they end. */
export async function listUserLinks(
  hub: Pick<Hub, 'db'>,
  links: readonly LinkId[],
): Promise<readonly { readonly link: LinkId; readonly sub: AccountId }[]> {
  return userLinks.listAll(hub.db, links)
}

/** A person's link under a tenant link, as far as the product said. */
export interface OwnUserLink {
  readonly link: LinkId
  readonly since: Instant
  /** They asked to be unlinked, and the product has not said yet that it is done. */
  readonly unlinking: boolean
}

/** Those of these tenant links through which the account logs in. */
export async function listOwnUserLinks(
  hub: Pick<Hub, 'db'>,
  sub: AccountId,
  links: readonly LinkId[],
): Promise<readonly OwnUserLink[]> {
  const rows = await userLinks.listOwn(hub.db, sub, links)
  return rows.map(({ link, reported_at: since, unlink_epoch: asked }) => ({
    link,
    since,
    unlinking: asked !== null,
  }))
}
