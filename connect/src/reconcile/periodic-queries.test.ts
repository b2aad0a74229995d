import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, eventually, findScans, keepStatements } from '@lanyard/storage/testing'
import { createLocalAuthority } from '../hub/provider/local-authority.ts'
import { type Kit, LIFETIMES } from '../kit.ts'
import { type ConnectTables, kyselyStore, migrations } from '../kysely.ts'
import { aPendingLink, ISSUER, NOW } from '../testing/rows.ts'
import { startLoop } from './start-loop.ts'

/** A row for each issuer, and one in all: reading all of them is as good as an index. */
const SMALL = new Set(['connect_hub_cursor', 'connect_sign_in_ends'])

for (const { name, open } of databases) {
  describe(`what the kit does without being asked, on ${name}`, () => {
    it('reads no whole table that grows with people, links or sessions (FR11)', async (test) => {
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
      const sent = keepStatements(test)

      const loop = startLoop(kit, async () => {})
      await eventually('every loop has taken a turn', () => loop.states().every(({ turns }) => turns > 2))
      await loop.stop()

      assert.equal((await records.tenantLinks.find('lnk_1'))?.state, 'active')
      assert.equal(await records.tenantLinks.countSuspended(), 0)
      assert.ok(sent.count() > 20, `${sent.count()} statements`)
      assert.deepEqual(await findScans(sent, SMALL), [])
    })
  })
}
