import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, operator, overlap, refused } from '../../../testing.ts'
import { createAccount } from '../accounts/create-account.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { renameAccount } from '../accounts/rename-account.ts'
import { MINUTE } from '../../clock.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { hasPassword, setPassword } from './set-password.ts'
import { verifyPassword } from './verify-password.ts'

const password = 'lanyard-demo-password'
const source = 'test'

for (const database of databases) {
  describe(`passwords on ${database.name}`, () => {
    it('are kept as argon2id with 19 MiB, two passes and one lane', async () => {
      await using hub = await openPeopledHub(database)
      const { id } = hub.alderMasterAccount
      await setPassword(hub, { account: id, password, by: operator })

      const { hash } = await hub.db.selectFrom('passwords').select('hash').executeTakeFirstOrThrow()

      assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    })

    it('let a person in by any spelling of their username, and no one by a wrong one', async () => {
      await using hub = await openPeopledHub(database)
      const { id, username } = hub.alderMasterAccount
      await setPassword(hub, { account: id, password, by: operator })

      assert.equal((await verifyPassword(hub, { username: ` ${username.toUpperCase()}`, password, source })).id, id)
      for (const wrong of [
        { username, password: `${password} ` },
        { username, password: '' },
        { username, password: 'x'.repeat(100_000) },
        { username: 'nobody', password },
        { username: 'master@birch.example', password },
      ]) {
        await assert.rejects(verifyPassword(hub, { ...wrong, source }), refused('credentials_invalid'))
      }
    })

    it('have twelve letters at least', async () => {
      await using hub = await openPeopledHub(database)
      const { id } = hub.alderMasterAccount
      const set = (text: string) => setPassword(hub, { account: id, password: text, by: operator })
      await assert.rejects(set('elevenchars'), refused('password_too_short'))
      assert.equal(await hasPassword(hub, id), false)
      await set('twelve chars')
      assert.equal(await hasPassword(hub, id), true)
    })

    it('are told about when they change, and end what was logged in with the former one (T9, T46)', async () => {
      await using hub = await openPeopledHub(database)
      const { id, email } = hub.alderMasterAccount
      await setPassword(hub, { account: id, password, by: operator })
      assert.deepEqual(await listNotices(hub), [])
      await setPassword(hub, { account: id, password: `${password}-2`, by: `account:${id}` })

      const [notice] = await listNotices(hub)

      assert.deepEqual([notice?.kind, notice?.recipient], ['password_changed', email])
      const end = await hub.db.selectFrom('session_ends').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual([end.account, end.kept_session], [id, null])
    })

    it('can be guessed a few times, then ever more slowly, and unknown names count the same (T29, T34)', async () => {
      await using hub = await openPeopledHub(database)
      for (const username of ['nobody', hub.alderMasterAccount.username]) {
        const guess = () => verifyPassword(hub, { username, password: 'wrong password', source })
        for (let tries = 0; tries < 5; tries++) await assert.rejects(guess(), refused('credentials_invalid'))
        await assert.rejects(guess(), refused('too_many_attempts'))
        hub.pass(MINUTE)
        await assert.rejects(guess(), refused('credentials_invalid'))
      }
    })

    it('are tried freely again from everywhere, once the operator has set a new one (FL2)', async () => {
      await using hub = await openPeopledHub(database)
      const { id, username } = hub.alderMasterAccount
      for (const place of ['home', 'office']) {
        const guess = () => verifyPassword(hub, { username, password: 'wrong password', source: place })
        for (let tries = 0; tries < 5; tries++) await assert.rejects(guess(), refused('credentials_invalid'))
        await assert.rejects(guess(), refused('too_many_attempts'))
      }

      await setPassword(hub, { account: id, password, by: operator })

      for (const place of ['home', 'office']) {
        assert.equal((await verifyPassword(hub, { username, password, source: place })).id, id)
      }
    })

    it('start again after the right one', async () => {
      await using hub = await openPeopledHub(database)
      const { id, username } = hub.alderMasterAccount
      await setPassword(hub, { account: id, password, by: operator })
      const guess = () => verifyPassword(hub, { username, password: 'wrong password', source })
      for (let round = 0; round < 3; round++) {
        for (let tries = 0; tries < 4; tries++) await assert.rejects(guess(), refused('credentials_invalid'))
        await verifyPassword(hub, { username, password, source })
      }
    })
  })

  describe(`accounts on ${database.name}`, () => {
    it('keep their id whatever they are called (A25, P6)', async () => {
      await using hub = await openPeopledHub(database)
      const { id } = hub.alderMasterAccount
      await setPassword(hub, { account: id, password, by: operator })
      const names = { username: 'boss@alder.example', name: 'The Boss', email: 'boss@alder.example' }

      await renameAccount(hub, { account: id, ...names, by: operator })

      const known = await verifyPassword(hub, { username: names.username, password, source })
      assert.equal(known.id, id)
      assert.equal((await findAccountById(hub, id))?.name, 'The Boss')
      const told = (await listNotices(hub)).filter(({ kind }) => kind === 'email_changed')
      assert.deepEqual(told.map(({ recipient }) => recipient).toSorted(), [
        'boss@alder.example',
        'master@alder.example',
      ])
    })

    it('have usernames that no one else has, in any case or look-alike form (T7)', async () => {
      await using hub = await openPeopledHub(database)
      const { id } = hub.alderMasterAccount
      for (const username of ['MASTER@birch.example', 'ｍaster@birch.example']) {
        const twin = { username, name: 'Twin', email: 'twin@birch.example', by: operator }
        await assert.rejects(createAccount(hub, twin), refused('account_taken'))
        await assert.rejects(renameAccount(hub, { account: id, username, by: operator }), refused('account_taken'))
      }
      for (const username of ['', 'two words', `x${'y'.repeat(300)}`]) {
        const odd = { username, name: 'Odd', email: 'odd@birch.example', by: operator }
        await assert.rejects(createAccount(hub, odd), refused('username_invalid'))
      }
    })

    it('are not renamed to one username by two at once: the second is refused (P16)', async () => {
      await using hub = await openPeopledHub(database)
      const tech = await addPerson(hub, hub.alder, 'tech')
      const username = 'boss@alder.example'

      const second = overlap(
        hub,
        (node) => renameAccount(node, { account: hub.alderMasterAccount.id, username, by: operator }),
        (node) => renameAccount(node, { account: tech.account.id, username, by: operator }),
      )

      await assert.rejects(second, refused('account_taken'))
      assert.equal((await findAccountById(hub, hub.alderMasterAccount.id))?.username, username)
      assert.equal((await findAccountById(hub, tech.account.id))?.username, tech.account.username)
    })
  })
}
