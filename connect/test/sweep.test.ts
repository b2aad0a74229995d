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

/** What the sweep bounds, and what it never touches: a row for each link, person, tenant or act, or one for the hub. */
const BOUNDED = [
  'connect_attempts',
  'connect_product_sessions',
  'connect_hub_sessions',
  'connect_subject_ends',
  'connect_logout_tokens',
  'connect_notices',
  'connect_remaining_access',
] as const satisfies readonly (keyof ConnectTables)[]
const KEPT = [
  'connect_tenant_links',
  'connect_owed_ends',
  'connect_user_links',
  'connect_link_reports',
  'connect_member_epochs',
  'connect_link_policies',
  'connect_local_session_ends',
  'connect_sign_in_ends',
  'connect_hub_cursor',
  'connect_audit',
  'connect_audit_names',
] as const satisfies readonly (keyof ConnectTables)[]

describe('the tables of the kit', () => {
  it('are each bounded by the sweep or known to be kept (FR10)', () => {
    const sql = migrations.migrations.map((migration) => migration.sql).join('\n')
    const tables = [...sql.matchAll(/create table (\w+)/g)].map(([, table = '']) => table)
    assert.deepEqual(tables.toSorted(), [...BOUNDED, ...KEPT].toSorted())
  })
})

/** Is given after so many looks. */
function givenAfter(looks: number): AbortSignal {
  let left = looks
  return {
    get aborted() {
      return left-- <= 0
    },
  } as AbortSignal
}

for (const { name, open } of databases) {
  describe(`what a sign-in leaves, on ${name}`, () => {
    it('goes in bounded batches, between which a sweep can stop; a later one goes on (FR11)', async () => {
      await using database = await open<ConnectTables>([migrations])
      const store = kyselyStore(database.db)
      const now = () => NOW
      const left = async () => (await database.db.selectFrom('connect_logout_tokens').select('jti').execute()).length
      await store.transaction(async ({ logoutTokens }) => {
        for (let n = 0; n < 600; n++) await logoutTokens.use(ISSUER, `jti_${n}`, NOW - 1)
        await logoutTokens.use(ISSUER, 'jti_live', NOW + 1)
      })

      await store.records.logoutTokens.deleteExpired(NOW, givenAfter(1))
      assert.equal(await left(), 101)
      await sweep({ store, now, lifetimes: LIFETIMES }, AbortSignal.abort())
      assert.equal(await left(), 101)
      await sweep({ store, now, lifetimes: LIFETIMES })
      assert.equal(await left(), 1)
    })

    it('is gone once it has served, and not a moment sooner; links and owed ends stay (FR10)', async () => {
      await using database = await open<ConnectTables>([migrations])
      const store = kyselyStore(database.db)
      const { records } = store
      const sweepAt = (at: number) => sweep({ store, now: () => at, lifetimes: LIFETIMES })
      const left = async () => ({
        signIn: (await records.attempts.find('att_1')) !== null,
        linking: (await records.attempts.find('lnk_1')) !== null,
        notice: (await records.notices.find('ntc_1', 0)) !== null,
      })
      const notice = { kind: 'done', code: 'user_linked', reference: 'aud_1', details: {} } as const
      await records.attempts.keep(aSignIn(), NOW)
      await records.attempts.insert(aLinking())
      await records.notices.insert('ntc_1', notice, NOW)
      await records.hubSessions.end(ISSUER, 'sid_1', NOW + 12 * HOUR)
      await records.subjectEnds.end(ISSUER, { subject: 'acc_1', organizationId: null }, NOW, NOW + 12 * HOUR)
      const report = { issuer: ISSUER, n: 1, auditId: 'aud_1', subject: 'acc_1', userId: null, tries: 0 }
      await records.accessReports.note({ ...report, nextTryAt: NOW, expiresAt: NOW + 24 * HOUR })
      await store.transaction(async ({ tenantLinks, userLinks, sessions, logoutTokens, owedEnds }) => {
        await tenantLinks.takePlace(aPendingLink())
        await userLinks.insert(aUserLink())
        await sessions.insert(aSession())
        await logoutTokens.use(ISSUER, 'jti_1', NOW + 2 * HOUR)
        const owed = { tenantId: 'ten_1', organizationName: 'Alder', auditId: 'aud_1', owedAt: NOW, tries: 0 }
        await owedEnds.owe({ linkId: 'lnk_9', ...owed, nextTryAt: NOW })
        await owedEnds.owe({ linkId: 'lnk_8', ...owed, nextTryAt: NOW })
        await owedEnds.acknowledge('lnk_8', NOW)
      })

      await sweepAt(NOW + EXPIRY + HOUR)
      assert.deepEqual(await left(), { signIn: true, linking: true, notice: false })
      await sweepAt(NOW + EXPIRY + HOUR + 1)
      assert.deepEqual(await left(), { signIn: false, linking: true, notice: false })
      assert.equal(await records.logoutTokens.use(ISSUER, 'jti_1', NOW + 2 * HOUR), false, 'works no second time')
      await sweepAt(NOW + 12 * HOUR - 1)
      const late = { subject: 'acc_1', organizationId: 'alder', issuedAt: NOW }
      assert.equal(await records.hubSessions.hold(ISSUER, 'sid_1', NOW), false, 'a sign-in may still name it')
      assert.equal(await records.subjectEnds.hold(ISSUER, late, NOW), false, 'a sign-in may still be older')
      await sweepAt(NOW + 24 * HOUR - 1)
      assert.equal((await records.accessReports.due(ISSUER, NOW, 9)).length, 1, 'the hub has not heard it')
      await sweepAt(NOW + EXPIRY + 24 * HOUR)
      assert.equal((await left()).linking, true, 'the hub may name it')

      await sweepAt(NOW + 365 * 24 * HOUR)
      assert.deepEqual(await left(), { signIn: false, linking: false, notice: false })
      const count = async (table: keyof ConnectTables) =>
        (await database.db.selectFrom(table).selectAll().execute()).length
      for (const table of BOUNDED) assert.equal(await count(table), 0, table)
      assert.equal(await count('connect_owed_ends'), 2)
      for (const table of ['connect_tenant_links', 'connect_user_links'] as const) {
        assert.equal(await count(table), 1, table)
      }
    })
  })
}
