import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, eventually } from '@lanyard/storage/testing'
import { openPeopledHub } from '../../../testing.ts'
import { newId } from '../../ids.ts'
import { deliverDueLogouts, deliverLogoutsOf } from './deliver-logouts.ts'
import { queueLogouts } from './queue-logouts.ts'

for (const database of databases) {
  describe(`a client that is slow to answer, on ${database.name}`, () => {
    async function open() {
      const hub = await openPeopledHub(database)
      const facts = { hubSession: 'hub', account: hub.alderMasterAccount.id, organization: hub.alder }
      const queue = async (client: string, most: number, auditId = newId('aud')) => {
        const sessions = Array.from({ length: most }, (_, n) => ({ ...facts, client, sid: `${client}-${n}` }))
        await queueLogouts(hub, sessions, { auditId })
        return auditId
      }
      const { promise: answered, resolve: answer } = Promise.withResolvers<'confirmed'>()
      const told: string[] = []
      const tell = async ({ client }: { readonly client: string }) => {
        told.push(client)
        return client === 'slow' ? answered : ('confirmed' as const)
      }
      const isTold = (client: string) => eventually(`${client} is told`, () => told.includes(client))
      return { ...hub, queue, told, tell, isTold, answer: () => answer('confirmed') }
    }

    it('holds up no other client of the same act (T26)', async () => {
      await using hub = await open()
      const act = await hub.queue('slow', 11)
      await hub.queue('quick', 11, act)

      const delivering = deliverLogoutsOf(hub, hub.tell, act)
      await eventually(
        'the quick one is told of all',
        () => hub.told.filter((client) => client === 'quick').length === 11,
      )
      hub.answer()
      await delivering

      assert.equal(hub.told.length, 22)
    })

    it('holds up no other client whose logout is queued meanwhile (T26)', async () => {
      await using hub = await open()
      await hub.queue('slow', 1)

      const delivering = deliverDueLogouts(hub, hub.tell)
      await hub.isTold('slow')
      await hub.queue('quick', 1)
      await hub.isTold('quick')
      hub.answer()
      await delivering

      assert.deepEqual(hub.told, ['slow', 'quick'])
    })
  })
}
