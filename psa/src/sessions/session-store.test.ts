import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { aCompany } from '../../testing/a-company.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import type { SessionId } from '../ids.ts'
import { countSessions, forgetEndedSessions, noteProof } from './live-sessions.ts'
import * as sessions from './session-store.ts'
import { SESSION_IDLE, SESSION_LIFETIME } from './session.ts'

/** Later than every session of the test has begun, and before any is over. */
const NOW = SESSION_LIFETIME * 1000 * 2

for (const dialect of databases) {
  describe(`sessions of two people on ${dialect.name}`, () => {
    /** The one has a local session, one through the hub, one whose time is over and one that idled out; the other a local one. */
    const open = async () => {
      const psa = await openTestPsa({}, dialect)
      const { tech, admin } = await aCompany(psa)
      const begin = async (
        id: string,
        facts: { user?: typeof tech; productSessionId?: string; at?: number; used?: number },
      ) => {
        const { user = tech, productSessionId = null, at = NOW, used = at } = facts
        const session = { id: id as SessionId, tenant: user.tenant, user: user.id, productSessionId, provenAt: null }
        await sessions.insert(psa.db, session, `hash of ${id}`, at)
        await sessions.touch(psa.db, session.id, used)
      }
      await begin('local', {})
      await begin('hub', { productSessionId: 'pse_1' })
      await begin('over', { at: NOW - SESSION_LIFETIME * 1000, used: NOW })
      await begin('idle', { at: NOW - SESSION_IDLE * 1000 })
      await begin('theirs', { user: admin })
      const left = async () => {
        const rows = await psa.db.selectFrom('sessions').select('id').execute()
        return rows.map(({ id }) => String(id)).toSorted()
      }
      return { ...psa, tech: tech.id, left }
    }

    it('are found and counted while they live', async () => {
      await using psa = await open()
      const found = await Promise.all(
        ['local', 'theirs', 'over', 'idle', 'none'].map(
          async (id) => (await sessions.findLive(psa.db, id, NOW))?.secretHash,
        ),
      )
      assert.deepEqual(found, ['hash of local', 'hash of theirs', undefined, undefined, undefined])
      assert.equal(await countSessions({ ...psa, now: () => NOW }, psa.tech), 2)
      assert.equal(await sessions.countLocalOf(psa.db, psa.tech, NOW), 1)
    })

    it('are used, proved and ended one by one', async () => {
      await using psa = await open()
      await sessions.touch(psa.db, 'local' as SessionId, NOW + 1)
      await noteProof({ ...psa, now: () => NOW }, 'local' as SessionId)
      const theirs = await sessions.findLive(psa.db, 'theirs', NOW)
      assert.deepEqual([theirs?.usedAt, theirs?.session.provenAt], [NOW, null])
      assert.equal((await sessions.remove(psa.db, 'local'))?.id, 'local')
      assert.equal(await sessions.remove(psa.db, 'local'), null)
      assert.deepEqual(await psa.left(), ['hub', 'idle', 'over', 'theirs'])
    })

    it('end of one person, all but one, or the local ones (T9, T28)', async () => {
      await using psa = await open()
      assert.equal(await sessions.removeLocalOf(psa.db, psa.tech), 3)
      assert.deepEqual(await psa.left(), ['hub', 'theirs'])
      assert.deepEqual(await sessions.removeAllOf(psa.db, psa.tech, 'hub' as SessionId), [])
      assert.equal((await sessions.removeAllOf(psa.db, psa.tech, undefined)).length, 1)
      assert.deepEqual(await psa.left(), ['theirs'])
    })

    it('are forgotten once they are over', async () => {
      await using psa = await open()
      await forgetEndedSessions({ ...psa, now: () => NOW })
      assert.deepEqual(await psa.left(), ['hub', 'local', 'theirs'])
    })
  })
}
