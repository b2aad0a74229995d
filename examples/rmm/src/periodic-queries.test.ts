import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { silentLog } from '@lanyard/running'
import { databases, eventually, findScans, keepStatements } from '@lanyard/storage/testing'
import { openTestRmm } from '../testing.ts'
import { startHousekeeping } from './housekeeping.ts'

for (const dialect of databases) {
  describe(`what RMM does without being asked, on ${dialect.name}`, () => {
    it('reads no whole table that grows with people, links or sessions (FR11)', async (test) => {
      await using rmm = await openTestRmm(dialect)
      const sent = keepStatements(test)

      const housekeeping = startHousekeeping(rmm, silentLog)
      await eventually('every loop has taken a turn', () => housekeeping.states().every(({ turns }) => turns > 0))
      await housekeeping.stop()

      assert.ok(sent.count() > 2, `${sent.count()} statements`)
      assert.deepEqual(await findScans(sent, new Set()), [])
    })
  })
}
