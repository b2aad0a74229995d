import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub } from '../../../testing.ts'
import { HOUR } from '../../clock.ts'
import * as resets from '../mailed-links/password-resets.ts'
import * as passwords from './passwords-store.ts'

for (const database of databases) {
  const open = async () => {
    const hub = await openPeopledHub(database)
    const { account: other } = await addPerson(hub, hub.alder, 'other')
    return { ...hub, own: hub.alderMasterAccount.id, other: other.id }
  }

  describe(`passwords of two people on ${database.name}`, () => {
    it('are found, replaced and removed one by one', async () => {
      await using hub = await open()
      await passwords.set(hub.db, hub.own, 'first', 1)
      await passwords.set(hub.db, hub.other, 'theirs', 1)
      await passwords.set(hub.db, hub.own, 'second', 2)
      assert.equal(await passwords.findHash(hub.db, hub.own), 'second')
      const { account, hash } = (await passwords.findByUsername(hub.db, hub.alderMasterAccount.username)) ?? {}
      assert.deepEqual([account?.id, hash], [hub.own, 'second'])
      assert.equal(await passwords.findByUsername(hub.db, 'someone else'), null)
      await passwords.remove(hub.db, hub.own)
      assert.equal(await passwords.findHash(hub.db, hub.own), null)
      assert.equal(await passwords.findHash(hub.db, hub.other), 'theirs')
    })
  })

  describe(`mailed links of two people on ${database.name}`, () => {
    it('open their own account, once and in time (T11)', async () => {
      await using hub = await open()
      const opens = { at: 1, expiresAt: 100, opens: true }
      await resets.insert(hub.db, { ...opens, token: 'own', account: hub.own })
      await resets.insert(hub.db, { ...opens, token: 'spare', account: hub.own })
      await resets.insert(hub.db, { ...opens, token: 'theirs', account: hub.other, at: 9 })
      await resets.insert(hub.db, { ...opens, token: 'kept back', account: hub.own, opens: false })

      assert.equal(await resets.findOpen(hub.db, 'theirs', 50), hub.other)
      assert.equal(await resets.findOpen(hub.db, 'own', 100), null)
      assert.equal(await resets.findOpen(hub.db, 'kept back', 50), null)
      assert.deepEqual(
        [await resets.countSince(hub.db, hub.own, 0), await resets.countSince(hub.db, hub.own, 1)],
        [3, 0],
      )
      const consume = (token: string, now = 50) => resets.consume(hub.db, token, now)
      assert.deepEqual([await consume('own', 100), await consume('unknown')], [false, false])
      assert.deepEqual([await consume('own'), await consume('own')], [true, false])
      assert.equal(await resets.findOpen(hub.db, 'spare', 50), hub.own)

      await resets.endOpen(hub.db, [hub.own], 60)

      const rows = await hub.db.selectFrom('password_resets').select('ended_at').orderBy('ended_at').execute()
      assert.deepEqual(
        new Set(rows.map((row) => row.ended_at)),
        new Set([1, 50, 60, null]),
        'what had ended keeps its instant, and the other person’s stays open',
      )
      await resets.insert(hub.db, { ...opens, token: 'later', account: hub.own, expiresAt: 101 })
      await resets.prunePasswordResets({ ...hub, now: () => 100 + HOUR })
      assert.equal(await resets.findOpen(hub.db, 'later', 50), hub.own)
      assert.equal(await resets.findOpen(hub.db, 'theirs', 50), null)
    })
  })
}
