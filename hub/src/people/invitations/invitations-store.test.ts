import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openPeopledHub, operator } from '../../../testing.ts'
import { newId } from '../../ids.ts'
import type { MemberId } from '../../ids.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { acceptInvitation } from './accept-invitation.ts'
import * as invitations from './invitations-store.ts'
import { noteRaised } from './note-raised.ts'
import { inviteMember } from './invite-member.ts'

for (const database of databases) {
  describe(`invitations side by side on ${database.name}`, () => {
    /** Links `one` and `two` of two places, until instant 100. */
    async function open() {
      const hub = await openPeopledHub(database)
      const [one, two] = [hub.alderMaster.id, hub.birchMaster.id]
      const add = (member: MemberId, token: string) =>
        invitations.insert(hub.db, [{ invitation: { id: newId('inv'), member, expiresAt: 100 }, token }], {
          at: 1,
          by: operator,
        })
      await add(one, 'one')
      await add(two, 'two')
      const row = (token: string) => invitations.findOpen(hub.db, token, 50)
      return { ...hub, one, two, add, row }
    }

    it('are found by their own link, in time, while they are open', async () => {
      await using hub = await open()
      assert.equal((await invitations.findOpen(hub.db, 'one', 99))?.member, hub.one)
      assert.equal((await invitations.findOpen(hub.db, 'two', 99))?.member, hub.two)
      assert.equal(await invitations.findOpen(hub.db, 'one', 100), null)
      assert.equal(await invitations.findOpen(hub.db, 'three', 50), null)
      await invitations.endOpen(hub.db, [hub.one], 50)
      assert.equal(await hub.row('one'), null)
      assert.notEqual(await hub.row('two'), null)
    })

    it('are used once, in time, unless they are void (A5)', async () => {
      await using hub = await open()
      assert.equal(await invitations.consume(hub.db, 'one', 100), null)
      assert.equal(await invitations.consume(hub.db, 'three', 50), null)
      assert.equal((await invitations.consume(hub.db, 'one', 50))?.member, hub.one)
      assert.equal(await invitations.consume(hub.db, 'one', 50), null)
      await invitations.voidOpen(hub.db, [operator], 51)
      assert.equal(await invitations.consume(hub.db, 'two', 52), null)
    })

    it('keep the instant at which they ended', async () => {
      await using hub = await open()
      await invitations.consume(hub.db, 'one', 50)
      await invitations.endOpen(hub.db, [hub.one, hub.two], 60)
      const ended = await hub.db.selectFrom('invitations').select(['member', 'ended_at']).execute()
      assert.deepEqual(Object.fromEntries(ended.map((row) => [row.member, row.ended_at])), {
        [hub.one]: 50,
        [hub.two]: 60,
      })
    })

    it('are raised one by one, and void once, with whom they hang on', async () => {
      await using hub = await open()
      await invitations.consume(hub.db, 'one', 50)
      await hub.add(hub.one, 'newer')
      await noteRaised(hub, { id: hub.one }, `member:${hub.birchMaster.id}`)
      const raised = await hub.db
        .selectFrom('invitations')
        .select('ended_at')
        .where('raised_by', 'is not', null)
        .execute()
      assert.deepEqual(raised, [{ ended_at: null }])

      const voided = await invitations.voidOpen(hub.db, [`member:${hub.birchMaster.id}`], 60)
      assert.deepEqual(
        voided.map(({ member }) => member),
        [hub.one],
      )
      assert.equal((await hub.row('newer'))?.voidedAt, 60)
      assert.equal((await hub.row('two'))?.voidedAt, null)
      assert.deepEqual(
        (await invitations.voidOpen(hub.db, [operator], 70)).map(({ member }) => member),
        [hub.two],
        'neither one that has ended nor one that is void',
      )
    })

    it('that are void are listed while they are open, by place and by organization', async () => {
      await using hub = await openPeopledHub(database)
      const invite = async (organization: typeof hub.alder, name: string) => {
        const email = `${name}@${organization}.example`
        const { link } = await inviteMember(hub, { organization, email, role: 'member', by: operator })
        const token = link.slice(link.lastIndexOf('/') + 1)
        const found = await invitations.findOpen(hub.db, token, hub.now())
        assert.ok(found)
        return { token, member: found.member, username: email }
      }
      const [one, other] = [await invite(hub.alder, 'one'), await invite(hub.birch, 'other')]
      const joined = await invite(hub.alder, 'joined')
      const person = { name: 'Joined', password: 'correct horse battery', hubName: 'Hub', source: 'place' }
      await acceptInvitation(hub, { ...person, token: joined.token, username: joined.username })
      await deactivateMember(hub, { member: joined.member, by: operator })
      await hub.db
        .insertInto('invitations')
        .values({
          id: newId('inv'),
          member: joined.member,
          token_hash: 'hash',
          created_at: 1,
          created_by: operator,
          expires_at: 9,
        })
        .execute()
      const open = await invite(hub.alder, 'open')

      await invitations.voidOpen(hub.db, [operator], 5)
      await hub.db
        .updateTable('invitations')
        .set({ voided_at: null, void_giver: null })
        .where('member', '=', open.member)
        .execute()

      assert.deepEqual(await invitations.listVoidOf(hub.db, hub.alder), [one.member])
      assert.deepEqual(await invitations.listVoidOf(hub.db, hub.birch), [other.member])
      assert.deepEqual([...(await invitations.listVoid(hub.db, [one.member, open.member]))], [one.member])
      await invitations.endOpen(hub.db, [one.member], 6)
      assert.deepEqual([...(await invitations.listVoid(hub.db, [one.member]))], [])
      assert.deepEqual(await invitations.listVoidOf(hub.db, hub.alder), [])
    })
  })
}
