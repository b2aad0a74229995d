import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, psaUs } from '../../../testing.ts'
import type { AccountId, OrganizationId } from '../../ids.ts'
import { newId } from '../../ids.ts'
import { acknowledgeEvents } from '../event-log/acknowledge-events.ts'
import { announce, type Announcement } from '../event-log/announce.ts'
import { noteRemainingAccess } from '../event-log/note-remaining-access.ts'
import { queueLogouts } from '../logout-deliveries/queue-logouts.ts'
import { type Delivery, isSettled, stateOf, timeToLastAnswer } from './delivery.ts'
import { findActResult, listActResults } from './list-act-results.ts'

const [act, later] = [newId('aud'), newId('aud')]

describe('a delivery', () => {
  const queued: Delivery = {
    recipient: 'wiki',
    by: 'token',
    messages: 1,
    confirmed: 0,
    queuedAt: 1000,
    sentAt: null,
    answeredAt: null,
    problem: null,
    nextTryAt: null,
    givenUp: false,
    access: { kind: 'untold' },
  }
  const answered = { ...queued, sentAt: 1100, answeredAt: 1500 }
  const givenUp = { ...queued, sentAt: 1100, givenUp: true }
  const awaited = { ...answered, answeredAt: 1200, access: { kind: 'awaited' } } as const
  const resultOf = (...deliveries: Delivery[]) => ({ auditId: act, at: 1000, accounts: [], deliveries })

  it('is queued, sent, answered or failed', () => {
    const sent = { ...queued, sentAt: 1100 }
    const failed = { ...sent, problem: 'away' }
    const states = [queued, sent, answered, { ...answered, problem: 'away' }, failed, givenUp].map(stateOf)

    assert.deepEqual(states, ['queued', 'sent', 'answered', 'answered', 'failed', 'failed'])
  })

  it('is settled once it is answered with what was awaited, or given up', () => {
    const settled = [[answered, givenUp], [], [queued], [answered, queued], [awaited]].map((deliveries) =>
      isSettled(resultOf(...deliveries)),
    )

    assert.deepEqual(settled, [true, true, false, false, false])
  })

  it('took until the last answer that is there', () => {
    assert.equal(timeToLastAnswer(resultOf(queued)), null)
    assert.equal(timeToLastAnswer(resultOf(answered, queued, awaited)), 500)
  })
})

for (const database of databases) {
  describe(`what acts came to at the products, on ${database.name}`, () => {
    /** An act about a person of each of two organizations, and a later one about the first. */
    async function open() {
      const hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.birch, 'stranger')
      const [own, stranger] = [hub.alderMasterAccount.id, account.id]
      const epochOf = (sub: AccountId, organization: OrganizationId): Announcement => ({
        deployment: psaUs,
        organization,
        content: { type: 'member_epoch', sub, organization, epoch: 2, reason: 'deactivated' },
      })
      const ended = { type: 'session_ended', sub: own, sid: 'sid' } as const
      const both = [
        epochOf(own, hub.alder),
        { deployment: psaUs, organization: hub.alder, content: ended },
        epochOf(stranger, hub.birch),
      ]
      const at = (now: number) => ({ db: hub.db, now: () => now })
      await announce(at(1000), both, { auditId: act })
      await announce(at(2000), [epochOf(own, hub.alder)], { auditId: later })
      const logouts = [
        { client: 'wiki', sid: 'own', hubSession: 'hub', account: own, organization: hub.alder },
        { client: 'wiki', sid: 'stranger', hubSession: 'hub', account: stranger, organization: hub.birch },
      ]
      await queueLogouts(at(1500), logouts, { auditId: act })
      await queueLogouts(at(2500), logouts.slice(0, 1), { auditId: later })
      const found = async (organization: OrganizationId) => {
        const result = await findActResult(hub, organization, act)
        return result?.deliveries ?? []
      }
      return { ...hub, own, stranger, at, found }
    }

    it('is listed by its organization, the newest first, as far back as it is asked for (T31)', async () => {
      await using hub = await open()
      const listed = async (organization: OrganizationId, before: number, most = 9) =>
        (await listActResults(hub, organization, { before, most })).map(({ auditId }) => auditId)

      assert.deepEqual(await listed(hub.alder, 2001), [later, act])
      assert.deepEqual(await listed(hub.alder, 2001, 1), [later])
      assert.deepEqual(await listed(hub.alder, 2000), [act])
      assert.deepEqual(await listed(hub.alder, 1000), [])
      assert.deepEqual(await listed(hub.birch, 9000, 1), [act], 'however many others have')
    })

    it('is about its own people, and counts its own messages (T31)', async () => {
      await using hub = await open()
      const [alder, birch] = [await findActResult(hub, hub.alder, act), await findActResult(hub, hub.birch, act)]

      assert.deepEqual([alder?.at, alder?.accounts, birch?.accounts], [1000, [hub.own], [hub.stranger]])
      const counted = [alder, birch].map((result) =>
        result?.deliveries.map(({ recipient, by, messages, confirmed, givenUp }) =>
          [recipient, by, messages, confirmed, givenUp].join(' '),
        ),
      )
      assert.deepEqual(counted, [
        [`${psaUs} log 2 0 false`, 'wiki token 1 0 false'],
        [`${psaUs} log 1 0 false`, 'wiki token 1 0 false'],
      ])
      assert.equal(await findActResult(hub, hub.alder, newId('aud')), null)
    })

    it('says what still opens a product as soon as it told so, for these people alone (FE3)', async () => {
      await using hub = await open()
      const accessOf = async (organization: OrganizationId) => (await hub.found(organization))[0]?.access
      assert.deepEqual(await accessOf(hub.alder), { kind: 'untold' })

      await acknowledgeEvents(hub.at(3000), { deployment: psaUs, to: 4, features: ['ends'] })
      assert.deepEqual(await accessOf(hub.alder), { kind: 'awaited' })
      const remaining = { linked: true, access: ['local_password'] as const, settings: null }
      await noteRemainingAccess(hub, { deployment: psaUs, n: 1, auditId: act, sub: hub.own, remaining })

      assert.deepEqual(await accessOf(hub.alder), { kind: 'told', ...remaining })
      assert.deepEqual(await accessOf(hub.birch), { kind: 'awaited' })
      const [log] = await hub.found(hub.alder)
      assert.deepEqual([log?.confirmed, log?.answeredAt], [2, 3000])
    })

    it('is given up where no try follows, and tried again at an instant where one failed', async () => {
      await using hub = await open()
      const token = async () => {
        const [, wiki] = await hub.found(hub.alder)
        return [wiki?.problem, wiki?.nextTryAt, wiki?.givenUp, wiki?.answeredAt]
      }
      const change = (of: { last_error?: string | null; failed_at?: number | null; answered_at?: number | null }) =>
        hub.db.updateTable('logout_deliveries').set(of).where('sid', '=', 'own').execute()

      await change({ last_error: 'away' })
      assert.deepEqual(await token(), ['away', 1500, false, null])
      await change({ failed_at: 4000 })
      assert.deepEqual(await token(), ['away', null, true, null])
      await change({ failed_at: null, answered_at: 5000 })
      assert.deepEqual(await token(), [null, null, false, 5000])

      const waits = { client: 'wiki', sid: 'waits', hubSession: 'hub', account: hub.own, organization: hub.alder }
      await queueLogouts(hub.at(6000), [waits], { auditId: act })
      await change({ failed_at: 7000, answered_at: null })
      await hub.db.updateTable('logout_deliveries').set({ last_error: 'slow' }).where('sid', '=', 'waits').execute()
      assert.deepEqual(await token(), ['slow', 6000, false, null], 'one of two is tried again')
    })
  })
}
