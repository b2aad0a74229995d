import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub } from '../../../testing.ts'
import { DAY } from '../../clock.ts'
import type { AccountId, OrganizationId } from '../../ids.ts'
import { isOnRecord } from './add-product-session.ts'
import * as hubSessions from './hub-sessions-store.ts'
import * as sessions from './product-sessions-store.ts'

for (const database of databases) {
  /** One live session of the person in question, and one for each way in which a session may be another. */
  const open = async () => {
    const hub = await openPeopledHub(database)
    const { account: colleague } = await addPerson(hub, hub.alder, 'colleague')
    const own = hub.alderMasterAccount.id
    const rows: readonly [sid: string, client: string, hubSession: string, AccountId, OrganizationId][] = [
      ['own', 'psa-us', 'hub-1', own, hub.alder],
      ['at another client', 'rmm-us', 'hub-1', own, hub.alder],
      ['of another session', 'psa-us', 'hub-2', own, hub.alder],
      ['of a colleague', 'psa-us', 'hub-3', colleague.id, hub.alder],
      ['of another organization', 'psa-us', 'hub-4', own, hub.birch],
    ]
    for (const [sid, client, hubSession, account, organization] of rows) {
      await hubSessions.hold(hub.db, hubSession, 1)
      await sessions.record(hub.db, { sid, client, hubSession, account, organization }, 10)
    }
    const ended = async () => {
      const all = await hub.db.selectFrom('product_sessions').select('sid').where('ended_at', '=', 50).execute()
      return all.map(({ sid }) => sid).toSorted()
    }
    return { ...hub, own, colleague: colleague.id, ended }
  }
  const sids = (found: readonly { readonly sid: string }[]) => found.map(({ sid }) => sid).toSorted()

  describe(`product sessions side by side on ${database.name}`, () => {
    it('are found by client and name', async () => {
      await using hub = await open()
      const at = (client: string, sid: string) =>
        sessions.find(hub.db, { client, sid, hubSession: '', account: hub.own, organization: hub.alder })
      assert.equal((await at('psa-us', 'of a colleague'))?.account, hub.colleague)
      assert.equal(await at('rmm-us', 'of a colleague'), null)
    })

    it('are on record for a day, as this person’s in this organization alone (T26)', async () => {
      await using hub = await open()
      const session = { client: 'psa-us', sid: 'new', hubSession: 'hub-1', account: hub.own, organization: hub.alder }
      await sessions.record(hub.db, session, hub.now())
      const isKnown = (change: Partial<typeof session> = {}, passed = 0) =>
        isOnRecord({ db: hub.db, now: () => hub.now() + passed }, { ...session, ...change })

      assert.deepEqual(
        await Promise.all([
          isKnown(),
          isKnown({ account: hub.colleague }),
          isKnown({ organization: hub.birch }),
          isKnown({ sid: 'another' }),
          isKnown({}, DAY + 1),
        ]),
        [true, false, false, false, false],
      )
      await sessions.endOf(hub.db, 'hub-1', hub.now())
      assert.equal(await isKnown(), false, 'over')
    })

    it('end with their session at the hub', async () => {
      await using hub = await open()
      assert.deepEqual(sids(await sessions.endOf(hub.db, 'hub-1', 50)), ['at another client', 'own'])
      assert.deepEqual(await hub.ended(), ['at another client', 'own'])
      assert.deepEqual(await sessions.endOf(hub.db, 'hub-1', 60), [], 'once')
    })

    it('end with a member, in that organization alone (T27)', async () => {
      await using hub = await open()
      const member = { account: hub.own, organization: hub.alder }
      const its = ['at another client', 'of another session', 'own']
      assert.deepEqual(sids(await sessions.endOfMembers(hub.db, [member], 50)), its)
      assert.deepEqual(await hub.ended(), its)
      assert.deepEqual(await sessions.endOfMembers(hub.db, [member], 60), [], 'once')
    })

    it('end at a client through an organization, of one account or of all', async () => {
      await using hub = await open()
      await sessions.endAt(hub.db, { client: 'psa-us', organization: hub.alder, account: hub.own }, 50)
      assert.deepEqual(await hub.ended(), ['of another session', 'own'])
      await sessions.endAt(hub.db, { client: 'psa-us', organization: hub.alder }, 60)
      assert.deepEqual(await hub.ended(), ['of another session', 'own'], 'what has ended keeps its instant')
      assert.deepEqual(sids(await sessions.endOf(hub.db, 'hub-3', 70)), [], 'the colleague’s has ended, too')
      assert.equal((await sessions.endOf(hub.db, 'hub-4', 70)).length, 1, 'through another organization it lives')
    })

    it('end of an account at a client, whatever the organization', async () => {
      await using hub = await open()
      const its = ['of another organization', 'of another session', 'own']
      const at = { client: 'psa-us', account: hub.own }
      assert.deepEqual(sids(await sessions.endOfAccountAt(hub.db, at, 50)), its)
      assert.deepEqual(await hub.ended(), its)
      assert.deepEqual(await sessions.endOfAccountAt(hub.db, at, 60), [], 'once')
    })

    it('are counted and listed while they live', async () => {
      await using hub = await open()
      const count = async (since: number) =>
        (await sessions.countOf(hub.db, { organization: hub.alder, accounts: [hub.own], since })).get(hub.own)
      const listed = async (since: number) => (await sessions.listLiveOf(hub.db, hub.own, since)).length
      const counted = await sessions.countOf(hub.db, { organization: hub.alder, accounts: [hub.own], since: 9 })
      assert.deepEqual([...counted], [[hub.own, 3]])
      assert.deepEqual([await count(10), await listed(9), await listed(10)], [undefined, 4, 0])
      await sessions.endOf(hub.db, 'hub-1', 50)
      assert.deepEqual([await count(9), await listed(9)], [1, 2])
    })

    it('are forgotten some time after their end, or once their session has lapsed', async () => {
      await using hub = await open()
      const left = async () => sids(await hub.db.selectFrom('product_sessions').select('sid').execute())
      await sessions.endOf(hub.db, 'hub-1', 50)
      await sessions.record(
        hub.db,
        { sid: 'late', client: 'psa-us', hubSession: 'hub-2', account: hub.own, organization: hub.alder },
        30,
      )
      assert.deepEqual(await sessions.listUnusedSince(hub.db, 20, ''), ['hub-2', 'hub-3', 'hub-4'])
      assert.deepEqual(await sessions.listUnusedSince(hub.db, 20, 'hub-2'), ['hub-3', 'hub-4'])
      assert.deepEqual(await sessions.listUnusedSince(hub.db, 10, ''), [])
      await sessions.pruneLapsed(hub.db, ['hub-1', 'hub-2'], 20)
      const alive = ['late', 'of a colleague', 'of another organization']
      assert.deepEqual(await left(), ['at another client', ...alive, 'own'])
      await sessions.pruneEnded(hub.db, 50)
      assert.deepEqual(await left(), ['at another client', ...alive, 'own'])
      await sessions.pruneEnded(hub.db, 51)
      assert.deepEqual(await left(), alive)
    })
  })

  describe(`sessions at the hub side by side on ${database.name}`, () => {
    it('end once, and are held by no client afterwards (T26)', async () => {
      await using hub = await openPeopledHub(database)
      assert.equal(await hubSessions.hold(hub.db, 'one', 1), true)
      assert.equal(await hubSessions.hold(hub.db, 'two', 1), true)
      assert.equal(await hubSessions.end(hub.db, 'one', 2), true)
      assert.equal(await hubSessions.end(hub.db, 'one', 3), false)
      assert.deepEqual(
        [await hubSessions.hold(hub.db, 'one', 4), await hubSessions.hold(hub.db, 'two', 4)],
        [false, true],
      )
    })

    it('have their tombstone made once each, and are forgotten after it and after their clients', async () => {
      await using hub = await open()
      const uids = async () => (await hub.db.selectFrom('hub_sessions').select('uid').execute()).map(({ uid }) => uid)
      for (const uid of ['hub-1', 'old', 'open', 'entombed']) await hubSessions.hold(hub.db, uid, 1)
      for (const uid of ['old', 'entombed']) await hubSessions.end(hub.db, uid, 1)
      await hubSessions.hold(hub.db, 'young', 10)
      assert.deepEqual((await hubSessions.listWithoutTombstone(hub.db)).toSorted(), ['entombed', 'old'])

      for (const at of [5, 6]) for (const uid of ['entombed', 'open']) await hubSessions.markTombstone(hub.db, uid, at)

      assert.deepEqual(await hubSessions.listWithoutTombstone(hub.db), ['old'])
      const marked = await hub.db.selectFrom('hub_sessions').select(['uid', 'entombed_at']).execute()
      assert.deepEqual(
        marked.filter((row) => row.entombed_at !== null),
        [{ uid: 'entombed', entombed_at: 5 }],
      )
      await hubSessions.prune(hub.db, 10)
      assert.deepEqual((await uids()).toSorted(), ['hub-1', 'hub-2', 'hub-3', 'hub-4', 'old', 'young'])
    })
  })
}
