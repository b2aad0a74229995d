import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub } from '../../../testing.ts'
import { newId } from '../../ids.ts'
import type { AccountId } from '../../ids.ts'
import * as authenticators from './authenticators-store.ts'
import { countUnused, removeCodes, replaceCodes, takeCode } from './recovery-codes.ts'

for (const database of databases) {
  /** Two people, of whom the one has two apps that are confirmed and one that is shown, and the other one of each. */
  const open = async () => {
    const hub = await openPeopledHub(database)
    const own = hub.alderMasterAccount.id
    const { account: other } = await addPerson(hub, hub.alder, 'other')
    const add = async (account: AccountId, ceremony: string, confirmedAt: number | null) => {
      const secret = new Uint8Array([1])
      const made = { id: newId('aut'), account, secret, confirmedAt, lastStep: 5 }
      assert.ok(await authenticators.insert(hub, made, ceremony))
      return made.id
    }
    const ids = {
      first: await add(own, 'first', 1),
      second: await add(own, 'second', 2),
      shown: await add(own, 'shown', null),
      theirs: await add(other.id, 'first', 1),
      shownToThem: await add(other.id, 'shown', null),
    }
    const rows = async () => {
      const all = await hub.db.selectFrom('authenticators').selectAll().execute()
      return new Map(all.map((row) => [row.id, row]))
    }
    return { ...hub, own, other: other.id, ...ids, rows }
  }

  describe(`authenticator apps of two people on ${database.name}`, () => {
    it('open the account once they are confirmed, their own account alone', async () => {
      await using hub = await open()
      const listed = async (account: AccountId) =>
        (await authenticators.listConfirmed(hub, account)).map(({ id }) => id)
      assert.deepEqual(await listed(hub.own), [hub.first, hub.second])
      assert.deepEqual(await listed(hub.other), [hub.theirs])
      assert.equal((await authenticators.findPending(hub, hub.own, 'shown'))?.id, hub.shown)
      assert.equal((await authenticators.findPending(hub, hub.other, 'shown'))?.id, hub.shownToThem)
      assert.equal(await authenticators.findPending(hub, hub.own, 'first'), null)
      assert.equal(await authenticators.findPending(hub, hub.own, 'unknown'), null)
    })

    it('are confirmed once, and take only other keys of that person along that were shown', async () => {
      await using hub = await open()
      const second = newId('aut')
      const made = { id: second, account: hub.own, secret: new Uint8Array([1]), confirmedAt: null, lastStep: 5 }
      await authenticators.insert(hub, made, 'another')
      const given = { name: null, step: 9, at: 50 }
      const confirm = () => authenticators.confirm(hub.db, { id: hub.shown, account: hub.own }, given)

      assert.deepEqual([await confirm(), await confirm()], [true, false])

      const rows = await hub.rows()
      assert.equal(rows.get(second), undefined)
      assert.deepEqual(
        [hub.first, hub.second, hub.shown, hub.theirs, hub.shownToThem].map((id) => rows.get(id)?.confirmed_at),
        [1, 2, 50, 1, null],
      )
    })

    it('take each step once, and are renamed and removed one by one (T33)', async () => {
      await using hub = await open()
      const take = (step: number) => authenticators.takeStep(hub.db, hub.first, { step, at: 50 })
      assert.deepEqual([await take(6), await take(6), await take(5)], [true, false, false])
      await authenticators.rename(hub.db, hub.first, 'Phone')
      const rows = await hub.rows()
      assert.deepEqual([rows.get(hub.first)?.last_step, rows.get(hub.second)?.last_step], [6, 5])
      assert.deepEqual([rows.get(hub.first)?.name, rows.get(hub.theirs)?.name], ['Phone', null])
      await authenticators.remove(hub.db, hub.first)
      assert.deepEqual([...(await hub.rows()).keys()].length, 4)
      await authenticators.removeOf(hub.db, hub.own)
      assert.deepEqual([...(await hub.rows()).keys()].toSorted(), [hub.theirs, hub.shownToThem].toSorted())
    })
  })

  describe(`recovery codes of two people on ${database.name}`, () => {
    it('count once, for their own account, until they are replaced (T37)', async () => {
      await using hub = await open()
      const [code = ''] = await replaceCodes(hub.db, hub.own)
      const [theirs = ''] = await replaceCodes(hub.db, hub.other)
      assert.equal(await takeCode(hub.db, hub.own, theirs, 5), false)
      assert.equal(await takeCode(hub.db, hub.own, code, 5), true)
      assert.equal(await takeCode(hub.db, hub.own, code, 6), false)
      assert.deepEqual([await countUnused(hub.db, hub.own), await countUnused(hub.db, hub.other)], [9, 10])
      await replaceCodes(hub.db, hub.own)
      assert.deepEqual([await countUnused(hub.db, hub.own), await countUnused(hub.db, hub.other)], [10, 10])
      await removeCodes(hub.db, hub.own)
      assert.deepEqual([await countUnused(hub.db, hub.own), await countUnused(hub.db, hub.other)], [0, 10])
    })
  })
}
