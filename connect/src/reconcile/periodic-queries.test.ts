import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  copyRow,
  databases,
  eventually,
  findScans,
  keepStatements,
  statementsOf,
  watchSizes,
} from '@lanyard/storage/testing'
import { createLocalAuthority } from '../hub/provider/local-authority.ts'
import { type Kit, LIFETIMES } from '../kit.ts'
import { type ConnectTables, kyselyStore, migrations } from '../kysely.ts'
import { aLinking, aPendingLink, aSession, ISSUER, NOW } from '../testing/rows.ts'
import { onlyDue, runRound, withoutRechecks } from './run-round.ts'
import { startLoop } from './start-loop.ts'

/** A row for each issuer, and one in all: reading all of them is as good as an index. */
const SMALL = new Set(['connect_hub_cursor', 'connect_sign_in_ends'])

/** Tables of which what has expired is deleted; what makes a copy of a row another one. */
const SWEPT = {
  connect_attempts: 'id',
  connect_product_sessions: 'id',
  connect_hub_sessions: 'sid',
} as const

for (const { name, open } of databases) {
  describe(`what the kit does without being asked, on ${name}`, () => {
    it('reads no whole table that grows, and deletes in small portions (FR11)', async (test) => {
      await using database = await open<ConnectTables>([migrations])
      const store = kyselyStore(database.db)
      const { records } = store
      await records.tenantLinks.takePlace(aPendingLink())
      const suspended = aPendingLink({ id: 'lnk_3', tenantId: 'ten_3', organizationId: 'cedar', member: null })
      await records.tenantLinks.takePlace(suspended)
      await records.tenantLinks.activate('lnk_3', 0, 'here')
      await records.tenantLinks.suspend('lnk_3', 0)
      await records.reports.note('lnk_1', 'acc_1', 'linked', NOW)
      const owed = { tenantId: 'ten_2', organizationName: 'Aspen', auditId: 'aud_2', owedAt: NOW, tries: 0 }
      await records.owedEnds.owe({ linkId: 'lnk_2', ...owed, nextTryAt: NOW })
      const report = { issuer: ISSUER, n: 1, auditId: 'aud_1', subject: 'acc_1', userId: null, tries: 0 }
      await records.accessReports.note({ ...report, nextTryAt: NOW, expiresAt: NOW + 1 })
      const kit = {
        issuer: ISSUER,
        product: { deployment: 'psa-us' },
        paths: { tenantSettings: '/settings' },
        users: { find: async () => null },
        store,
        hub: createLocalAuthority(records),
        lifetimes: { ...LIFETIMES, round: 0.01 },
        log: () => {},
        now: () => NOW,
        wake: () => {},
      } as unknown as Kit<unknown>
      await records.attempts.insert(aLinking({ expiresAt: 0 }))
      await records.sessions.insert(aSession({ expiresAt: 0 }))
      await records.hubSessions.end(ISSUER, 'sid', 0)
      for (const [table, key] of Object.entries(SWEPT)) {
        await copyRow(database.db, table as keyof typeof SWEPT, { copies: 600, unique: [key] })
      }
      const [sent, sizes] = [keepStatements(test), watchSizes(test)]

      const loop = startLoop(kit, async () => {})
      await eventually('every loop has taken a turn', () => loop.states().every(({ turns }) => turns > 2))
      await loop.stop()

      assert.equal((await records.tenantLinks.find('lnk_1'))?.state, 'active')
      assert.equal(await records.tenantLinks.countSuspended(), 0)
      assert.ok(sent.count() > 20, `${sent.count()} statements`)
      assert.deepEqual(await findScans(sent, SMALL), [])
      const { rows, text } = sizes.largest()
      assert.ok(rows <= 500, `${rows} rows: ${text}`)
      for (const table of Object.keys(SWEPT) as (keyof typeof SWEPT)[]) {
        assert.deepEqual(await database.db.selectFrom(table).selectAll().execute(), [], table)
      }
    })

    it('asks six things in a round in which nothing happens (FR11)', async () => {
      await using database = await open<ConnectTables>([migrations])
      const store = kyselyStore(database.db)
      const hub = { events: async () => ({ events: [], head: 0, agreed: [] }) }
      const kit = { issuer: ISSUER, store, hub, lifetimes: LIFETIMES, log: () => {}, now: () => Date.now() }
      const round = () => runRound(kit as unknown as Kit<unknown>, withoutRechecks(onlyDue(Date.now())))
      await store.records.cursor.notePull(ISSUER, 0)

      const sent = await statementsOf(round)

      assert.equal(sent.length, 6, sent.join('; '))
    })
  })
}
