import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { LIFETIMES } from '../src/kit.ts'
import { kyselyStore, migrations } from '../src/kysely.ts'
import type { ConnectTables } from '../src/kysely.ts'
import { sweep } from '../src/reconcile/sweep.ts'
import { aLinking, aPendingLink, aSession, aSignIn, aUserLink, ISSUER, NOW } from '../src/testing/rows.ts'

const HOUR = 3_600_000
const EXPIRY = 600_000

for (const { name, open } of databases) {
  describe(`what a sign-in leaves, on ${name}`, () => {
    it('is gone once it has served, and not a moment sooner; links and owed ends stay (FR10)', async () => {
      await using database = await open<ConnectTables>([migrations])
      const store = kyselyStore(database.db)
      const { records } = store
      const sweepAt = (at: number) =>
        sweep({ store, now: () => at, lifetimes: LIFETIMES } as Parameters<typeof sweep>[0])
      const left = async () => ({
        signIn: (await records.attempts.find('att_1')) !== null,
        linking: (await records.attempts.find('lnk_1')) !== null,
        notice: (await records.notices.find('ntc_1', 0)) !== null,
      })
      const notice = { kind: 'done', code: 'user_linked', reference: 'aud_1', details: {} } as const
      await records.attempts.keep(aSignIn(), NOW)
      await records.attempts.insert(aLinking())
      await records.notices.insert('ntc_1', notice, NOW)
      await store.transaction(async ({ tenantLinks, userLinks, sessions, logoutTokens, owedEnds }) => {
        await tenantLinks.takePlace(aPendingLink())
        await userLinks.insert(aUserLink())
        await sessions.insert(aSession())
        await logoutTokens.use(ISSUER, 'jti_1', NOW + 2 * HOUR)
        const owed = { tenantId: 'ten_1', organizationName: 'Alder', auditId: 'aud_1', owedAt: NOW, tries: 0 }
        await owedEnds.owe({ linkId: 'lnk_9', ...owed, nextTryAt: NOW })
      })

      await sweepAt(NOW + EXPIRY + HOUR)
      assert.deepEqual(await left(), { signIn: true, linking: true, notice: false })
      await sweepAt(NOW + EXPIRY + HOUR + 1)
      assert.deepEqual(await left(), { signIn: false, linking: true, notice: false })
      assert.equal(await records.logoutTokens.use(ISSUER, 'jti_1', NOW + 2 * HOUR), false, 'works no second time')
      await sweepAt(NOW + EXPIRY + 24 * HOUR)
      assert.equal((await left()).linking, true, 'the hub may name it')

      await sweepAt(NOW + 365 * 24 * HOUR)
      assert.deepEqual(await left(), { signIn: false, linking: false, notice: false })
      const count = async (table: keyof ConnectTables) =>
        (await database.db.selectFrom(table).selectAll().execute()).length
      for (const table of ['connect_attempts', 'connect_product_sessions', 'connect_logout_tokens'] as const) {
        assert.equal(await count(table), 0, table)
      }
      for (const table of ['connect_tenant_links', 'connect_user_links', 'connect_owed_ends'] as const) {
        assert.equal(await count(table), 1, table)
      }
    })
  })
}
