import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub } from '../../testing.ts'
import { Refusal } from '../refusal.ts'
import { confirmAccount, findProgress, identify, prove, proveByPasskey } from './advance.ts'

const uid = 'log-in'
const isStale = (error: unknown) => error instanceof Refusal && error.code === 'attempt_invalid'

for (const database of databases) {
  describe(`a log-in on ${database.name}`, () => {
    it("is never proven by one account's factor after another one's password, however the two are sent (A7)", async () => {
      await using hub = await openPeopledHub(database)
      const { id: own } = hub.alderMasterAccount
      const { account: victim } = await addPerson(hub, hub.alder, 'victim')
      await identify(hub, uid, own)
      await identify(hub, uid, victim.id)

      await assert.rejects(prove(hub, uid, { account: own, secondFactor: 'otp' }), isStale)

      assert.deepEqual(await findProgress(hub, uid), { step: 'identified', account: victim.id })
    })

    it('by passkey is both factors, and is confirmed for the account that was shown alone', async () => {
      await using hub = await openPeopledHub(database)
      const { id: account } = hub.alderMasterAccount
      const { account: other } = await addPerson(hub, hub.alder, 'other')
      await proveByPasskey(hub, uid, { account, secondFactor: 'passkey' })

      await assert.rejects(confirmAccount(hub, uid, other.id), isStale)
      const before = await findProgress(hub, uid)
      await confirmAccount(hub, uid, account)
      const after = await findProgress(hub, uid)

      assert.ok(before.step === 'proven' && after.step === 'proven')
      assert.deepEqual([before.byPassword, before.isConfirmed, after.isConfirmed], [false, false, true])
    })
  })
}
