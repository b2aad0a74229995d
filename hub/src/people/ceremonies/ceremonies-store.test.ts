import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openPeopledHub } from '../../../testing.ts'
import { MINUTE } from '../../clock.ts'
import type { AccountId } from '../../ids.ts'
import * as ceremonies from './ceremonies-store.ts'

for (const database of databases) {
  describe(`two logins on ${database.name}`, () => {
    const open = async () => {
      const hub = await openPeopledHub(database)
      const [one, two] = ['acc_one' as AccountId, 'acc_two' as AccountId]
      const begin = (uid: string, account: AccountId) => {
        const nothing = { proven_at: null, second_factor: null, confirmed_at: null, organization: null, terms: null }
        const none = { recovery_codes_sealed: null, refused_code: null, refused_reference: null }
        return ceremonies.put(hub, { uid, account, identified_at: 1, ...nothing, ...none }, MINUTE)
      }
      await begin('one', one)
      await begin('two', two)
      const accountOf = async (uid: string) => {
        const progress = await ceremonies.find(hub, uid)
        return progress.step === 'unknown' ? null : progress.account
      }
      return { ...hub, one, two, accountOf }
    }

    it('change one by one, while they are of the same account', async () => {
      await using hub = await open()
      assert.deepEqual([await hub.accountOf('one'), await hub.accountOf('two')], [hub.one, hub.two])
      assert.equal(await ceremonies.changeOf(hub, 'two', hub.one, { identified_at: 9 }), null)
      const changed = await ceremonies.changeOf(hub, 'two', hub.two, { identified_at: 8 })
      assert.deepEqual(changed, { step: 'identified', account: hub.two, since: 8 })
      await ceremonies.change(hub, 'one', { identified_at: 7 })
      const rows = await hub.short.selectFrom('ceremonies').select(['uid', 'identified_at']).orderBy('uid').execute()
      assert.deepEqual(rows, [
        { uid: 'one', identified_at: 7 },
        { uid: 'two', identified_at: 8 },
      ])
    })

    it('move once and in time, and are removed one by one', async () => {
      await using hub = await open()
      assert.deepEqual(
        [await ceremonies.changeUid(hub, 'one', 'other'), await ceremonies.changeUid(hub, 'one', 'another')],
        [true, false],
      )
      assert.deepEqual([await hub.accountOf('other'), await hub.accountOf('two')], [hub.one, hub.two])
      await ceremonies.remove(hub, 'other')
      assert.deepEqual([await hub.accountOf('other'), await hub.accountOf('two')], [null, hub.two])
      hub.pass(MINUTE)
      assert.equal(await ceremonies.changeUid(hub, 'two', 'late'), false)
      assert.equal(await hub.accountOf('two'), null)
    })
  })
}
