import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, eventually, findScans, keepStatements } from '@lanyard/storage/testing'
import { openPeopledHub } from '../../testing.ts'
import { pruneShortLived } from '../oidc/prune-short-lived.ts'
import { startHousekeeping } from './start-housekeeping.ts'

/** Tables with a row for each deployment, key, client, directory or batch: reading all of them is as good as an index. */
const SMALL = new Set([
  'hub_feeds',
  'deployments',
  'modules',
  'signing_keys',
  'clients',
  'provisioning_tokens',
  'lanyard_migrations',
  'audit_batches',
  // Once an hour; an index would cost every try more than that.
  'tries',
])

for (const dialect of databases) {
  describe(`what the hub does without being asked, on ${dialect.name}`, () => {
    it('reads no whole table that grows with people, links or sessions (FR11)', async (test) => {
      await using hub = await openPeopledHub(dialect)
      const sent = keepStatements(test)

      const housekeeping = startHousekeeping(hub, {
        endSession: async () => {},
        sendLogoutToken: async () => ({ answered: 200 }) as never,
        followSigningKeys: async () => {},
        pruneProvider: () => pruneShortLived(hub),
        deliverNotices: async () => {},
      })
      await eventually('every loop has taken a turn', () => housekeeping.states().every(({ turns }) => turns > 0))
      await housekeeping.stop()

      assert.ok(sent.count() > 20, `${sent.count()} statements`)
      assert.deepEqual(await findScans(sent, SMALL), [])
    })
  })
}
