import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, asOwner, openPeopledHub } from '../../../testing.ts'
import { HOUR } from '../../clock.ts'
import { Refusal } from '../../refusal.ts'
import { endOtherSessions } from '../sessions/end-other-sessions.ts'
import { confirmAccount, findProgress, identify, prove, proveByPasskey, recognize } from './advance.ts'

const uid = 'log-in'
const isStale = (error: unknown) => error instanceof Refusal && error.code === 'attempt_invalid'

for (const database of databases) {
  describe(`a login on ${database.name}`, () => {
    it("is never proven by one account's factor after another one's password, however the two are sent (A7)", async () => {
      await using hub = await openPeopledHub(database)
      const { id: own } = hub.alderMasterAccount
      const { account: victim } = await addPerson(hub, hub.alder, 'victim')
      await identify(hub, uid, { account: own, at: hub.now() })
      await identify(hub, uid, { account: victim.id, at: hub.now() })

      await assert.rejects(prove(hub, uid, { account: own, at: hub.now(), secondFactor: 'otp' }), isStale)

      assert.deepEqual((await findProgress(hub, uid)).progress, {
        step: 'identified',
        account: victim.id,
        since: hub.now(),
      })
    })

    it('by passkey is both factors, and is confirmed for the account that was shown alone', async () => {
      await using hub = await openPeopledHub(database)
      const { id: account } = hub.alderMasterAccount
      const { account: other } = await addPerson(hub, hub.alder, 'other')
      await proveByPasskey(hub, uid, { account, at: hub.now(), secondFactor: 'passkey' })

      await assert.rejects(confirmAccount(hub, uid, other.id), isStale)
      const before = (await findProgress(hub, uid)).progress
      await confirmAccount(hub, uid, account)
      const after = (await findProgress(hub, uid)).progress

      assert.ok(before.step === 'proven' && after.step === 'proven')
      assert.deepEqual([before.byPassword, before.isConfirmed, after.isConfirmed], [false, false, true])
    })

    it('is over when an act ends the sessions of the account while a factor is looked at (T9)', async () => {
      await using hub = await openPeopledHub(database)
      const { id: account } = hub.alderMasterAccount
      const at = hub.now()
      hub.pass(1)
      await endOtherSessions(hub, asOwner(hub, account))

      await identify(hub, 'by password', { account, at })
      await proveByPasskey(hub, 'by passkey', { account, at, secondFactor: 'passkey' })
      await identify(hub, 'later', { account, at: hub.now() })

      const steps = ['by password', 'by passkey', 'later'].map(
        async (uid) => (await findProgress(hub, uid)).progress.step,
      )
      assert.deepEqual(await Promise.all(steps), ['unknown', 'unknown', 'identified'])
    })

    it('by a session that stands is as old as the session, whatever is asked of it meanwhile (T44)', async () => {
      await using hub = await openPeopledHub(database)
      const { id: account } = hub.alderMasterAccount
      const loggedInAt = hub.now() - HOUR

      await recognize(hub, uid, { account, loggedInAt, terms: {} })

      const { progress } = await findProgress(hub, uid)
      assert.equal(progress.step === 'proven' && progress.provenAt, loggedInAt)
    })
  })
}
