import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { SECOND } from '../clock.ts'
import { newId, type OrganizationId } from '../ids.ts'
import { openTestHub } from '../../testing.ts'
import { enterOrganization } from './hub-session.ts'
import { HUB_CLIENT } from './names.ts'
import { sessionAdapter } from './session-adapter.ts'

for (const database of databases) {
  describe(`what a session holds for its clients, on ${database.name}`, () => {
    const open = async () => {
      const hub = await openTestHub(database)
      const sessions = sessionAdapter(hub)
      for (const id of ['one', 'two'])
        await sessions.upsert(
          id,
          {
            kind: 'Session',
            accountId: 'acc_tech',
            uid: `uid-${id}`,
            authorizations: { psa: { sid: 's' }, rmm: { sid: 't' } },
          },
          600,
        )
      const clientsOf = async (id: string) => Object.keys((await sessions.find(id))?.authorizations ?? {}).toSorted()
      return Object.assign(hub, { sessions, clientsOf })
    }

    it('goes with the client that the provider takes out, in that session alone (T26)', async () => {
      await using hub = await open()
      const read = await hub.sessions.find('one')
      assert.ok(read)

      delete read.authorizations?.['psa']
      await hub.sessions.upsert('one', read, 600)

      assert.deepEqual(await hub.clientsOf('one'), ['rmm'])
      assert.deepEqual(await hub.clientsOf('two'), ['psa', 'rmm'])
    })

    it('goes on with the organization that its own person enters, and keeps the terms of their login', async () => {
      await using hub = await open()
      for (const [id, term] of [
        ['one', 1],
        ['two', 2],
      ] as const) {
        const read = await hub.sessions.find(id)
        const entries = { another: { sid: 'u' }, [HUB_CLIENT]: { sid: 'h', terms: { alder: term } } }
        await hub.sessions.upsert(id, { ...read, authorizations: { ...read?.authorizations, ...entries } }, 600)
      }
      const organization = 'alder' as OrganizationId

      for (const id of ['one', 'two']) await enterOrganization(hub, { uid: `uid-${id}` }, organization)

      const entryOf = async (id: string) => (await hub.sessions.find(id))?.authorizations?.[HUB_CLIENT]
      assert.deepEqual(
        [await entryOf('one'), await entryOf('two')],
        [1, 2].map((term) => ({ sid: 'h', terms: { alder: term }, organization })),
      )
    })

    it('stays where another request of the browser put it meanwhile', async () => {
      await using hub = await open()
      const [early, late] = [await hub.sessions.find('one'), await hub.sessions.find('one')]
      assert.ok(early && late)

      await hub.sessions.upsert('one', { ...late, authorizations: { ...late.authorizations, docs: { sid: 'u' } } }, 600)
      await hub.sessions.upsert('one', early, 600)

      assert.deepEqual(await hub.clientsOf('one'), ['docs', 'psa', 'rmm'])
    })

    it('comes back by no write of a request that began before its end (T26)', async () => {
      await using hub = await open()
      const read = await hub.sessions.find('one')
      const ended = { ended_at: hub.now(), id_hash: null }
      await hub.short.updateTable('sessions').set(ended).where('uid', '=', 'uid-one').execute()
      await hub.short.deleteFrom('session_clients').where('session', '=', 'uid-one').execute()

      await hub.sessions.upsert('one', { ...read, authorizations: { docs: { sid: 'u' } } }, 600)

      assert.equal(await hub.sessions.findByUid('uid-one'), undefined)
      const rows = await hub.short.selectFrom('sessions').select('id_hash').where('uid', '=', 'uid-one').execute()
      assert.deepEqual(rows, [{ id_hash: null }])
      const clients = hub.short.selectFrom('session_clients').selectAll().where('session', '=', 'uid-one')
      assert.deepEqual(await clients.execute(), [])
    })
  })

  describe(`a session, on ${database.name}`, () => {
    it('is found by its own cookie, which may go alone, and by its name, until its end', async () => {
      await using hub = await openTestHub(database)
      const sessions = sessionAdapter(hub)
      for (const id of ['one', 'two'])
        await sessions.upsert(id, { kind: 'Session', accountId: 'acc_tech', uid: `uid-${id}` }, 600)
      const found = async (...ids: string[]) => Promise.all(ids.map(async (id) => (await sessions.find(id))?.jti))
      assert.deepEqual(await found('one', 'two', 'three'), ['one', 'two', undefined])

      await sessions.destroy('one')

      assert.deepEqual(await found('one', 'two'), [undefined, 'two'])
      assert.equal((await sessions.findByUid('uid-one'))?.uid, 'uid-one')
      hub.pass(600 * SECOND)
      assert.deepEqual(await found('two'), [undefined])
    })

    it('is written where a request changed it, and else once a minute', async () => {
      await using hub = await openTestHub(database)
      const sessions = sessionAdapter(hub)
      const session = { kind: 'Session', accountId: 'acc_tech', uid: 'uid-one' } as const
      await sessions.upsert('one', { ...session, authorizations: { psa: { sid: 's' } } }, 600)
      const marked = hub.now() + 600 * SECOND - 1
      const isWritten = async (change: object) => {
        await hub.short.updateTable('sessions').set({ expires_at: marked }).execute()
        const read = await sessions.find('one')
        const exp = Math.floor(hub.now() / SECOND) + 600
        await sessions.upsert('one', { ...read, exp, ...change }, 600)
        const { expires_at: end } = await hub.short
          .selectFrom('sessions')
          .select('expires_at')
          .executeTakeFirstOrThrow()
        return end !== marked
      }

      const [kept, entered, moved] = [{}, { authorizations: { psa: { sid: 't' } } }, { acr: 'another' }]
      assert.deepEqual([await isWritten(kept), await isWritten(moved), await isWritten(kept)], [false, true, false])
      assert.equal(await isWritten(entered), true)
      assert.equal(await isWritten({ ...entered, ...moved }), false)
      hub.pass(60 * SECOND)
      assert.equal(await isWritten({ ...entered, ...moved }), true)
    })

    it('is kept with whose it is, where that is an account of the hub', async () => {
      await using hub = await openTestHub(database)
      const own = newId('acc')
      for (const accountId of [own, 'odd'])
        await sessionAdapter(hub).upsert(accountId, { uid: accountId, accountId }, 600)

      const rows = await hub.short.selectFrom('sessions').select(['uid', 'account']).execute()

      assert.deepEqual(Object.fromEntries(rows.map(({ uid, account }) => [uid, account])), { [own]: own, odd: null })
    })
  })
}
