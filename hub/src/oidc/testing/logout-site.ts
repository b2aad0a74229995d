import type { TestDialect } from '@lanyard/storage/testing'
import type { Selectable } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { deliverDueLogouts } from '../../delivery/logout-deliveries/deliver-logouts.ts'
import { finishEnds } from '../../delivery/product-sessions/finish-ends.ts'
import { type Person, startTestSite, type TestSite } from '../../web/testing/start-test-site.ts'
import type { Visitor } from '../../web/testing/visitor.ts'
import { endSession } from '../end-session.ts'
import { sendLogoutToken } from '../send-logout-token.ts'
import { sidIn } from './test-client.ts'
import type { TestProduct } from './test-product.ts'

/** A site with a person who is logged in, and what its ledger has of logouts. */
export interface LogoutSite extends AsyncDisposable {
  readonly site: TestSite
  readonly alder: OrganizationId
  readonly tech: Person
  /** A browser of theirs, in the one session that there is at first. */
  readonly visitor: Visitor
  /** As housekeeping does; of this node where no other one is named. */
  keepHouse(hub?: Hub): Promise<void>
  /** `uid` of the sessions of people, ended ones included. */
  uids(): Promise<readonly string[]>
  ledger(): Promise<readonly Selectable<Ledger['product_sessions']>[]>
  deliveries(): Promise<readonly Selectable<Ledger['logout_deliveries']>[]>
}

export async function openLogoutSite(database: TestDialect): Promise<LogoutSite> {
  const site = await startTestSite({}, database)
  const { hub } = site
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const tech = await site.addPerson(alder, 'tech')
  return {
    site,
    alder,
    tech,
    visitor: await site.logIn(tech),
    async keepHouse(node = hub) {
      await finishEnds(node, (uid) => endSession(node, site.provider, uid))
      await deliverDueLogouts(node, sendLogoutToken(site.provider))
    },
    async uids() {
      const rows = await hub.short.selectFrom('sessions').select('uid').where('account', 'is not', null).execute()
      return rows.map(({ uid }) => uid)
    },
    ledger: () => hub.db.selectFrom('product_sessions').selectAll().orderBy('client').execute(),
    deliveries: () => hub.db.selectFrom('logout_deliveries').selectAll().execute(),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  }
}

/** Signs a browser in to a product by its session at the hub. @returns the session's name there */
export async function signIn(product: TestProduct, visitor: Visitor): Promise<string | null> {
  const begun = await product.begin()
  const back = await visitor.get(begun.url.href)
  return sidIn(await product.redeem(begun, back.url))
}
