import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, eventually, findScans, keepStatements } from '@lanyard/storage/testing'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { prepareDelivery } from '../mail/deliver-mails.ts'
import { startHousekeeping } from './start-housekeeping.ts'

/** Tables with a row for each issuer or batch: reading all of them is as good as an index. */
const SMALL = new Set(['connect_hub_cursor', 'connect_sign_in_ends', 'audit_batches'])

for (const dialect of databases) {
  describe(`what the PSA does without being asked, on ${dialect.name}`, () => {
    it('reads no whole table that grows with people, links or sessions (FR11)', async (test) => {
      await using psa = await openTestPsa({}, dialect)
      const sent = keepStatements(test)

      const loops = [startHousekeeping(psa, prepareDelivery(psa)), psa.connect.start()]
      // The hub is away, and links are asked about once its log was read: the kit's own test has those queries.
      const states = () => loops.flatMap((running) => running.states()).filter(({ name }) => name !== 'connect_recheck')
      await eventually('every loop has taken a turn', () => states().every(({ turns }) => turns > 0))
      await Promise.all(loops.map((running) => running.stop()))

      assert.ok(sent.count() > 20, `${sent.count()} statements`)
      assert.deepEqual(await findScans(sent, SMALL), [])
    })
  })
}
