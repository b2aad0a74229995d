import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openPeopledHub } from '../../../testing.ts'
import { newId } from '../../ids.ts'
import * as deliveries from './logout-deliveries-store.ts'

for (const database of databases) {
  describe(`logout deliveries side by side on ${database.name}`, () => {
    /** One to each of two clients, due since instant 10. */
    async function open() {
      const hub = await openPeopledHub(database)
      const [act, other] = [newId('aud'), newId('aud')]
      const facts = { hubSession: 'hub', account: hub.alderMasterAccount.id, organization: hub.alder }
      const queued = [
        { ...facts, id: newId('lgo'), client: 'wiki', sid: 'one', auditId: act },
        { ...facts, id: newId('lgo'), client: 'chat', sid: 'two', auditId: other },
      ]
      await deliveries.insert(hub.db, queued, 10)
      const due = async (of: { readonly client: string }, now = 10) => {
        const [first] = await deliveries.listDue(hub.db, { of, now, most: 9 })
        assert.ok(first)
        return first
      }
      const rows = () => hub.db.selectFrom('logout_deliveries').selectAll().orderBy('sid').execute()
      const column = async (name: 'answered_at' | 'failed_at' | 'next_try_at' | 'tries') =>
        (await rows()).map((row) => row[name])
      return { ...hub, act, wiki: await due({ client: 'wiki' }), due, column }
    }

    it('are due by client and by act, once their time has come', async () => {
      await using hub = await open()
      const sids = async (of: Parameters<typeof deliveries.listDue>[1]['of'], now: number) =>
        (await deliveries.listDue(hub.db, { of, now, most: 9 })).map(({ sid }) => sid)

      assert.deepEqual(await sids({ client: 'wiki' }, 10), ['one'])
      assert.deepEqual(await sids({ client: 'wiki', auditId: hub.act }, 10), ['one'])
      assert.deepEqual(await sids({ client: 'chat', auditId: hub.act }, 10), [])
      assert.deepEqual(await deliveries.listDueClients(hub.db, 10, hub.act), ['wiki'])
      assert.deepEqual(await sids({ client: 'wiki' }, 9), [])
      assert.deepEqual((await deliveries.listDueClients(hub.db, 10)).toSorted(), ['chat', 'wiki'])
      assert.deepEqual(await deliveries.listDueClients(hub.db, 9), [])
    })

    it('are claimed by one node, and by none once they are answered or given up (T26)', async () => {
      await using hub = await open()
      const claim = (of: typeof hub.wiki, until: number) => deliveries.claim(hub.db, of, { at: 11, until })

      assert.deepEqual([await claim(hub.wiki, 20), await claim(hub.wiki, 20)], [true, false])
      assert.deepEqual(await hub.column('tries'), [1, 0], 'the other one waits')
      const again = await hub.due({ client: 'wiki' }, 20)
      await deliveries.markAnswered(hub.db, again.id, { at: 21, took: 1 })
      assert.equal(await claim(again, 30), false)
      const chat = await hub.due({ client: 'chat' })
      await deliveries.giveUp(hub.db, { id: chat.id, until: chat.nextTryAt }, { took: 1, reason: 'away', at: 22 })
      assert.equal(await claim(chat, 30), false)
      assert.deepEqual(await hub.column('next_try_at'), [20, 10])
      assert.deepEqual(await deliveries.listDueClients(hub.db, 99), [], 'neither is due any more')
    })

    it('are put off or given up under their own claim while it holds, and never once they are answered', async () => {
      await using hub = await open()
      const { id } = hub.wiki
      for (const each of [hub.wiki, await hub.due({ client: 'chat' })])
        await deliveries.claim(hub.db, each, { at: 11, until: 20 })
      const failure = { took: 1, reason: 'away' }

      await deliveries.putOff(hub.db, { id, until: 19 }, { ...failure, nextTryAt: 40 })
      await deliveries.giveUp(hub.db, { id, until: 19 }, { ...failure, at: 12 })
      assert.deepEqual(
        [await hub.column('next_try_at'), await hub.column('failed_at')],
        [
          [20, 20],
          [null, null],
        ],
      )
      await deliveries.putOff(hub.db, { id, until: 20 }, { ...failure, nextTryAt: 40 })
      assert.deepEqual(await hub.column('next_try_at'), [40, 20])

      await deliveries.markAnswered(hub.db, id, { at: 41, took: 1 })
      await deliveries.markAnswered(hub.db, id, { at: 42, took: 1 })
      await deliveries.giveUp(hub.db, { id, until: 40 }, { ...failure, at: 43 })
      assert.deepEqual(
        [await hub.column('answered_at'), await hub.column('failed_at')],
        [
          [41, null],
          [null, null],
        ],
      )
    })
  })
}
