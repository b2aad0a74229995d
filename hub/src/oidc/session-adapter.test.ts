import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openTestHub } from '../../testing.ts'
import { sessionAdapter } from './session-adapter.ts'

for (const database of databases) {
  describe(`what a session holds for its clients, on ${database.name}`, () => {
    const open = async () => {
      const hub = await openTestHub(database)
      const sessions = sessionAdapter(hub)
      for (const id of ['one', 'two'])
        await sessions.upsert(
          id,
          { kind: 'Session', uid: `uid-${id}`, authorizations: { psa: { sid: 's' }, rmm: { sid: 't' } } },
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

    it('stays where another request of the browser put it meanwhile', async () => {
      await using hub = await open()
      const [early, late] = [await hub.sessions.find('one'), await hub.sessions.find('one')]
      assert.ok(early && late)

      await hub.sessions.upsert('one', { ...late, authorizations: { ...late.authorizations, docs: { sid: 'u' } } }, 600)
      await hub.sessions.upsert('one', early, 600)

      assert.deepEqual(await hub.clientsOf('one'), ['docs', 'psa', 'rmm'])
    })
  })
}
