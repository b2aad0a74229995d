import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { aLinkRequest, openPeopledHub, operator, psa, psaUs, rmm, rmmUs } from '../../../testing.ts'
import type { LinkId } from '../../ids.ts'
import * as held from './held-links-store.ts'
import * as links from './tenant-links-store.ts'

const ending = { at: 50, by: operator, reason: 'severed' } as const

for (const database of databases) {
  describe(`tenant links side by side on ${database.name}`, () => {
    /** Alder approves a tenant of the PSA and one of RMM, and Birch one of the PSA; each lapses at 100. */
    const open = async () => {
      const hub = await openPeopledHub(database)
      const take = async (which: 'alder psa' | 'alder rmm' | 'birch psa', tenant: string, lapsesAt = 100) => {
        const { id, user, auditId } = aLinkRequest(psaUs, tenant)
        const [master, organization] = which.startsWith('alder')
          ? [hub.alderMaster.id, hub.alder]
          : [hub.birchMaster.id, hub.birch]
        const side = which.endsWith('psa') ? { module: psa, deployment: psaUs } : { module: rmm, deployment: rmmUs }
        const facts = { tenant: { id: tenant, name: tenant }, user, auditId, organization, approvedBy: master }
        const row = { ...side, ...facts, id, approvedAt: 1, lapsesAt, linksUser: false, sessionUid: which }
        assert.ok(await links.takePlace(hub.db, row))
        return id
      }
      const [one, other, birchs] = [
        await take('alder psa', 'a'),
        await take('alder rmm', 'a'),
        await take('birch psa', 'b'),
      ]
      const states = async () => {
        const rows = await hub.db.selectFrom('tenant_links').select(['id', 'state']).execute()
        const state = new Map(rows.map((row) => [row.id, row.state]))
        return [one, other, birchs].map((id) => state.get(id))
      }
      return { ...hub, one, other, birchs, states, take }
    }
    const atPsa = (id: LinkId) => ({ id, deployment: psaUs })

    it('are confirmed one by one, in time, by their own deployment (HUB_CONFIRM_CAS, T4)', async () => {
      await using hub = await open()
      assert.equal((await links.find(hub.db, hub.birchs))?.id, hub.birchs)
      assert.equal(await links.activate(hub.db, { id: hub.one, deployment: rmmUs }, 50), null)
      assert.equal(await links.activate(hub.db, atPsa(hub.one), 100), null)
      assert.equal((await links.activate(hub.db, atPsa(hub.one), 99))?.id, hub.one)
      assert.equal(await links.activate(hub.db, atPsa(hub.one), 99), null, 'once')
      assert.deepEqual(await hub.states(), ['active', 'approved', 'approved'])
    })

    it('end one by one, by their own deployment and only once (HUB_END_BY_ID)', async () => {
      await using hub = await open()
      assert.equal(await links.endHeld(hub.db, { id: hub.one, deployment: rmmUs }, ending), null)
      assert.equal(await links.endActive(hub.db, hub.one, ending), null, 'not active yet')
      await links.activate(hub.db, atPsa(hub.one), 9)
      await links.activate(hub.db, atPsa(hub.birchs), 9)
      assert.equal((await links.endActive(hub.db, hub.one, ending))?.id, hub.one)
      assert.deepEqual(await hub.states(), ['ended', 'approved', 'active'])
      assert.equal(await links.endHeld(hub.db, atPsa(hub.one), ending), null, 'ended before')
      assert.equal((await links.endHeld(hub.db, atPsa(hub.birchs), ending))?.id, hub.birchs)
      assert.deepEqual(await hub.states(), ['ended', 'approved', 'ended'])
    })

    it('that are approved end by id and by time, and never active ones (HUB_LAPSE_CAS)', async () => {
      await using hub = await open()
      await links.activate(hub.db, atPsa(hub.one), 9)
      assert.deepEqual(await links.endLapsed(hub.db, 99, 10), [])
      assert.deepEqual(
        (await links.endApproved(hub.db, [hub.one, hub.other], ending)).map(({ id }) => id),
        [hub.other],
      )
      assert.deepEqual(await links.endApproved(hub.db, [hub.one, hub.other], ending), [])
      assert.deepEqual(
        (await links.endLapsed(hub.db, 100, 10)).map(({ id }) => id),
        [hub.birchs],
      )
      assert.deepEqual(await hub.states(), ['active', 'ended', 'ended'])
    })

    it('make room for a newer one of the same pair, and of a pair whose time is over (HUB_KEEPS_ACTIVE)', async () => {
      await using hub = await open()
      const pair = { module: psa, organization: hub.alder, deployment: psaUs, tenant: 'a' }
      const end = async (id: LinkId, now: number, different = {}) =>
        (await links.endLapsedAndSuperseded(hub.db, { ...pair, id, ...different }, now)).map((link) => [
          link.id,
          link.endReason,
        ])
      const fresh = aLinkRequest(psaUs, 'a').id
      assert.deepEqual(await end(hub.one, 50), [], 'not itself')
      assert.deepEqual(await end(fresh, 50, { tenant: 'c' }), [], 'another tenant of the organization, in time')
      assert.deepEqual(await end(fresh, 50), [[hub.one, 'superseded']])
      assert.deepEqual(await hub.states(), ['ended', 'approved', 'approved'])
      assert.deepEqual(await end(fresh, 100, { tenant: 'b' }), [[hub.birchs, 'lapsed']])
      assert.deepEqual(await hub.states(), ['ended', 'approved', 'ended'])
    })

    it('are found by what they hold', async () => {
      await using hub = await open()
      const pair = { id: hub.one, module: psa, organization: hub.alder, deployment: psaUs, tenant: 'b' }
      const inTheWay = async (different = {}, now = 50) => {
        const found = await held.findInTheWay(hub.db, { ...pair, ...different }, now)
        return [found.organization?.id, found.tenant?.id]
      }
      assert.deepEqual(await inTheWay(), [hub.one, hub.birchs])
      assert.deepEqual(await inTheWay({}, 100), [undefined, undefined])
      assert.deepEqual(await inTheWay({ tenant: 'a' }), [undefined, undefined], 'the same pair')
      assert.deepEqual(await inTheWay({ module: rmm, deployment: rmmUs, tenant: 'a' }), [undefined, undefined])
      assert.equal(await held.holdActive(hub.db, hub.one), null)

      await links.activate(hub.db, atPsa(hub.one), 9)
      await links.activate(hub.db, atPsa(hub.birchs), 9)

      assert.equal((await held.holdActive(hub.db, hub.birchs))?.id, hub.birchs)
      assert.equal((await held.findActiveOfModule(hub.db, hub.birch, psa))?.id, hub.birchs)
      assert.equal(await held.findActiveOfModule(hub.db, hub.alder, rmm), null)
      assert.deepEqual(
        (await held.listActive(hub.db, hub.alder)).map(({ id }) => id),
        [hub.one],
      )
    })

    it('have the session of their ceremony end once they are no longer approved', async () => {
      await using hub = await open()
      assert.deepEqual(await held.listSessionsToEnd(hub.db, ''), [])
      await links.activate(hub.db, atPsa(hub.one), 9)
      await links.endHeld(hub.db, { id: hub.other, deployment: rmmUs }, ending)
      for (const link of [hub.one, hub.birchs]) await held.forgetSession(hub.db, link)
      assert.deepEqual(await held.listSessionsToEnd(hub.db, ''), [{ link: hub.other, sessionUid: 'alder rmm' }])
      const kept = await hub.db.selectFrom('tenant_links').select('id').where('session_uid', 'is not', null).execute()
      assert.deepEqual(kept.map(({ id }) => id).toSorted(), [hub.birchs, hub.other].toSorted())
    })
  })
}
