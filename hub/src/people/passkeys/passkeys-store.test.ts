import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub } from '../../../testing.ts'
import { newId } from '../../ids.ts'
import type { AccountId } from '../../ids.ts'
import type { Passkey } from './passkey.ts'
import * as passkeys from './passkeys.ts'

function aPasskey(account: AccountId, credentialId: string): Passkey {
  return {
    id: newId('pky'),
    account,
    credentialId,
    publicKey: new Uint8Array([1]),
    counter: 7,
    transports: [],
    isSynced: false,
    name: null,
    createdAt: 1,
    lastUsedAt: null,
  }
}

for (const database of databases) {
  describe(`the passkeys of two people on ${database.name}`, () => {
    async function open() {
      const hub = await openPeopledHub(database)
      const { account: other } = await addPerson(hub, hub.alder, 'other')
      const [own, second, theirs] = [
        aPasskey(hub.alderMasterAccount.id, 'own'),
        aPasskey(hub.alderMasterAccount.id, 'second'),
        aPasskey(other.id, 'theirs'),
      ]
      for (const each of [own, second, theirs]) assert.ok(await passkeys.insertPasskey(hub.db, each))
      const counters = async () => {
        const rows = await hub.db.selectFrom('passkeys').select(['credential_id', 'counter']).execute()
        return Object.fromEntries(rows.map((row) => [row.credential_id, row.counter]))
      }
      return { ...hub, own, second, theirs, counters }
    }

    it('are found by their own credential alone', async () => {
      await using hub = await open()
      assert.equal((await passkeys.findByCredential(hub.db, 'theirs'))?.id, hub.theirs.id)
      assert.equal(await passkeys.findByCredential(hub.db, 'unknown'), null)
      assert.deepEqual(
        (await passkeys.listPasskeys(hub.db, hub.theirs.account)).map(({ id }) => id),
        [hub.theirs.id],
      )
    })

    it('count one of two signatures that were checked against the same counter, and of that passkey alone (T33)', async () => {
      await using hub = await open()

      assert.equal(await passkeys.noteUse(hub.db, hub.own, { counter: 8, at: 5 }), true)
      assert.equal(await passkeys.noteUse(hub.db, hub.own, { counter: 9, at: 6 }), false)

      assert.deepEqual(await hub.counters(), { own: 8, second: 7, theirs: 7 })
    })

    it('are renamed and removed one by one', async () => {
      await using hub = await open()

      await passkeys.renamePasskey(hub.db, hub.own.id, 'Laptop')
      await passkeys.removePasskey(hub.db, hub.second.id)

      const rows = await hub.db.selectFrom('passkeys').select(['credential_id', 'name']).execute()
      assert.deepEqual(rows.map((row) => `${row.credential_id}: ${row.name}`).toSorted(), [
        'own: Laptop',
        'theirs: null',
      ])
      await passkeys.removePasskeysOf(hub.db, hub.own.account)
      assert.deepEqual(await hub.counters(), { theirs: 7 })
    })
  })
}
