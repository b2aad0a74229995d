import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, operator } from '../../../testing.ts'
import { newId } from '../../ids.ts'
import type { OrganizationId } from '../../ids.ts'
import * as members from './members-store.ts'

for (const database of databases) {
  describe(`places side by side on ${database.name}`, () => {
    /** Alder has a master and a member, Birch a master; each of them has an invitation that is open, too. */
    const open = async () => {
      const hub = await openPeopledHub(database)
      const { member: tech } = await addPerson(hub, hub.alder, 'tech')
      const offer = async (organization: OrganizationId) => {
        const email = `offered@${organization}.example`
        const facts = { account: null, email, email_key: email, role: 'master', status: 'invited', epoch: 1 } as const
        const by = { status_at: 1, status_by: operator, removed_at: null }
        const [offered] = await members.insertOffered(hub.db, [{ id: newId('mem'), organization, ...facts, ...by }])
        assert.ok(offered)
        return offered
      }
      const offered = await offer(hub.alder)
      await offer(hub.birch)
      const snapshot = async () => {
        const rows = await hub.db.selectFrom('members').selectAll().execute()
        return new Map(rows.map((row) => [row.id, JSON.stringify(row)]))
      }
      /** Which places an act has changed. */
      const changed = async (act: () => Promise<unknown>) => {
        const before = await snapshot()
        await act()
        const after = await snapshot()
        return [...before.keys()].filter((id) => before.get(id) !== after.get(id)).toSorted()
      }
      return { ...hub, tech, offered, changed, count: async () => (await snapshot()).size }
    }
    const by = { at: 50, by: operator }

    it('are found by person and organization', async () => {
      await using hub = await open()
      const account = hub.tech.account
      assert.equal((await members.findByAccount(hub.db, account, hub.alder))?.id, hub.tech.id)
      assert.equal(await members.findByAccount(hub.db, account, hub.birch), null)
      assert.equal((await members.findByAccountAndHold(hub.db, account, hub.alder))?.id, hub.tech.id)
      assert.equal((await members.findAndHold(hub.db, hub.birchMaster.id))?.id, hub.birchMaster.id)
      assert.deepEqual(
        (await members.listOfAccount(hub.db, account)).map(({ id }) => id),
        [hub.tech.id],
      )
    })

    it('of masters are those that are active, of one organization (T4)', async () => {
      await using hub = await open()
      assert.deepEqual(await members.listActiveAccounts(hub.db, hub.alder, 'master'), [hub.alderMaster.account])
      assert.equal(await members.countOtherActiveMasters(hub.db, hub.alderMaster), 0)
      assert.equal(await members.countOtherActiveMasters(hub.db, hub.tech), 1)
    })

    it('change one by one', async () => {
      await using hub = await open()
      const { id } = hub.tech
      const only = async (act: () => Promise<unknown>, what: string) =>
        assert.deepEqual(await hub.changed(act), [id], what)
      await only(() => members.setRole(hub.db, id, 'master'), 'role')
      await only(() => members.raiseEpoch(hub.db, id), 'epoch')
      await only(() => members.raiseTerm(hub.db, id), 'term')
      await only(() => members.setStatus(hub.db, { id, from: 'active', to: 'inactive', ...by }), 'status')
      await only(() => members.remove(hub.db, { id, ...by }), 'removal')
      const place = { id, email: 'New@alder.example', role: 'member', ...by } as const
      await only(() => members.restorePlace(hub.db, place), 'return')
    })

    it('change only from what they were', async () => {
      await using hub = await open()
      const { id } = hub.tech
      const none = async (act: () => Promise<unknown>, what: string) => {
        assert.deepEqual(await hub.changed(async () => assert.equal(await act(), null, what)), [], what)
      }
      await none(() => members.setRole(hub.db, id, 'member'), 'the same role')
      await none(() => members.setStatus(hub.db, { id, from: 'inactive', to: 'active', ...by }), 'another status')
      await none(() => members.restorePlace(hub.db, { id, email: 'x', role: 'master', ...by }), 'not removed')
      await none(() => members.join(hub.db, { id, account: hub.birchMaster.account, ...by }), 'not invited')
      await members.remove(hub.db, { id, ...by })
      await none(() => members.remove(hub.db, { id, ...by }), 'removed before')
      assert.deepEqual(await members.listOfAccount(hub.db, hub.tech.account), [])
    })

    it('that are offered are joined or withdrawn one by one (A5)', async () => {
      await using hub = await open()
      assert.equal(await members.removeInvited(hub.db, hub.tech.id), false)
      const { account } = hub.birchMaster
      assert.deepEqual(await hub.changed(() => members.join(hub.db, { id: hub.offered.id, account, ...by })), [
        hub.offered.id,
      ])
      assert.equal(await members.removeInvited(hub.db, hub.offered.id), false)
      const before = await hub.count()
      const [left] = await hub.db.selectFrom('members').select('id').where('status', '=', 'invited').execute()
      assert.ok(left)
      assert.equal(await members.removeInvited(hub.db, left.id), true)
      assert.equal(await hub.count(), before - 1)
    })

    it('of everyone who works there end in one go, and no others (T27)', async () => {
      await using hub = await open()
      const ended = await hub.changed(() => members.raiseTermsOfActive(hub.db, hub.alder))
      assert.deepEqual(ended, [hub.alderMaster.id, hub.tech.id].toSorted())
    })

    it('take an address once in an organization, until they are removed', async () => {
      await using hub = await open()
      const keys = ['tech@alder.example', 'offered@birch.example']
      const taken = async () => [...(await members.listTakenEmails(hub.db, hub.alder, keys)).keys()]
      assert.deepEqual(await taken(), ['tech@alder.example'])
      await members.remove(hub.db, { id: hub.tech.id, ...by })
      assert.deepEqual(await taken(), [])
    })
  })
}
