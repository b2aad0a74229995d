import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, eventually, findScans, keepStatements } from '@lanyard/storage/testing'
import { parseKeyRing } from '@lanyard/storage/secrets'
import { openPeopledHub, operator } from '../../testing.ts'
import { importAuthenticator } from '../people/factors/import-authenticator.ts'
import { startHub } from '../server.ts'
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

    it('nor does it when it starts, and it holds its keys to every secret all the same (FR11)', async (test) => {
      await using hub = await openPeopledHub(dialect)
      const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
      await importAuthenticator(hub, { account: hub.alderMasterAccount.id, secret, by: operator })
      const config = { ...hub.config, listen: { host: '127.0.0.1', port: 0 } }
      const sent = keepStatements(test)

      const running = await startHub(config, hub.log)
      const scans = await findScans(sent, SMALL)
      await running.close()

      assert.deepEqual(scans, [])
      const keys = parseKeyRing(`other:${Buffer.alloc(32, 8).toString('base64')}`)
      await assert.rejects(startHub({ ...config, keys }, hub.log), /"test" is missing/)
    })
  })
}
