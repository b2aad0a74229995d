import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { databases, eventually } from '@lanyard/storage/testing'
import { openPeopledHub } from '../../testing.ts'
import { pruneShortLived } from '../oidc/prune-short-lived.ts'
import { startHousekeeping } from './start-housekeeping.ts'

/** Tables with a row for each deployment, key, client or batch: reading all of them is as good as an index. */
const SMALL = new Set([
  'hub_feeds',
  'deployments',
  'modules',
  'signing_keys',
  'clients',
  'lanyard_migrations',
  'audit_batches',
  // Once an hour; an index would cost every try more than that.
  'tries',
])

describe('what the hub does without being asked', () => {
  it('reads no whole table that grows with people, links or sessions (FR11)', async (test) => {
    await using hub = await openPeopledHub(databases[0])
    const prepare: DatabaseSync['prepare'] = Reflect.get(DatabaseSync.prototype, 'prepare')
    const statements = new Map<string, DatabaseSync>()
    test.mock.method(DatabaseSync.prototype, 'prepare', function keep(this: DatabaseSync, text: string) {
      statements.set(text, this)
      return prepare.call(this, text)
    })

    const housekeeping = startHousekeeping(hub, {
      endSession: async () => {},
      tellClient: async () => ({ answered: 200 }) as never,
      followSigningKeys: async () => {},
      pruneProvider: () => pruneShortLived(hub),
      deliverNotices: async () => {},
    })
    await eventually('every loop has taken a turn', () => housekeeping.states().every(({ turns }) => turns > 0))
    await housekeeping.stop()

    assert.ok(statements.size > 20, `${statements.size} statements`)
    const scans = [...statements].flatMap(([text, database]) =>
      /^\s*(select|update|delete|with)\b/i.test(text)
        ? prepare
            .call(database, `explain query plan ${text}`)
            .all()
            .flatMap(({ detail }) => {
              const [, table = ''] = /^SCAN (\w+)\b(?! USING)/.exec(String(detail)) ?? []
              return table === '' || SMALL.has(table) ? [] : [`${String(detail)}: ${text}`]
            })
        : [],
    )
    assert.deepEqual(scans, [])
  })
})
