import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { limitsFor } from '@lanyard/guard'
import { databases } from '@lanyard/storage/testing'
import { openPeopledHub, refused } from '../../../testing.ts'
import { takeTry } from '../../records/limits/take-try.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { changeUsername } from './change-username.ts'
import { findAccountById, findAccountByUsername } from './find-account.ts'

function change(hub: Awaited<ReturnType<typeof openPeopledHub>>, username: string, age = 0) {
  const account = hub.alderMasterAccount.id
  return changeUsername(hub, { account, username, provenAt: hub.now() - age, session: 'session', source: '192.0.2.1' })
}

for (const database of databases) {
  describe(`changeUsername on ${database.name}`, () => {
    it('gives the account the new name and frees the old one; the person is told, and it stands in the audit (FW5)', async () => {
      await using hub = await openPeopledHub(database)
      const { id, username: old, email } = hub.alderMasterAccount

      await change(hub, 'Ada')

      assert.equal((await findAccountByUsername(hub, 'ada'))?.id, id)
      assert.equal(await findAccountByUsername(hub, old), null)
      const mail = (await listNotices(hub)).find(({ kind }) => kind === 'account_renamed')
      assert.deepEqual([mail?.recipient, mail?.details], [email, { from: old, to: 'Ada', own: true }])
      const acts = await hub.db.selectFrom('audit').select('action').where('subject', '=', id).execute()
      assert.ok(acts.some(({ action }) => action === 'account.change_username'))
    })

    it('wants a fresh proof, a free name, and no address but the own confirmed one (FW5, T44, FL4)', async () => {
      await using hub = await openPeopledHub(database)
      const { id, username: old } = hub.alderMasterAccount
      const taken = 'birch'
      await changeUsername(hub, {
        account: hub.birchMaster.account,
        username: taken,
        provenAt: hub.now(),
        session: 'session',
        source: '192.0.2.2',
      })

      await assert.rejects(change(hub, 'ada', hub.config.lifetimes.fresh), refused('proof_required'))
      await assert.rejects(change(hub, taken.toUpperCase()), refused('account_taken'))
      await assert.rejects(change(hub, 'stranger@victim.example'), refused('username_foreign'))
      await assert.rejects(change(hub, 'a b'), refused('username_invalid'))
      const unconfirmed = { email: 'own@alder.example', email_verified_at: null }
      await hub.db.updateTable('accounts').set(unconfirmed).where('id', '=', id).execute()
      await assert.rejects(change(hub, unconfirmed.email), refused('username_foreign'))
      assert.equal((await findAccountById(hub, id))?.username, old)
    })

    it('is asked for no more often than a password may be (FW5, FL4)', async () => {
      await using hub = await openPeopledHub(database)

      for (let tries = 0; tries < 6; tries += 1) await change(hub, `one-${tries}@victim.example`).catch(() => {})

      await assert.rejects(change(hub, 'ada'), refused('too_many_attempts'))
    })

    it('is counted apart from what others ask for with invitations at the same place (FW5, FL4)', async () => {
      await using hub = await openPeopledHub(database)
      const source = '192.0.2.1'
      for (let tries = 0; tries < 100; tries += 1) await takeTry(hub, limitsFor('invitation', `place ${tries}`, source))

      assert.equal((await change(hub, 'ada')).username, 'ada')
    })
  })
}
