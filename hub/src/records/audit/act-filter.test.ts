import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, operator } from '../../../testing.ts'
import { renameAccount } from '../../people/accounts/rename-account.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { listActsOf } from './list-acts-of.ts'

for (const database of databases) {
  describe(`the acts of people on ${database.name}`, () => {
    it('are found by a name of then in any case and composition, and things by none (FT6)', async () => {
      await using hub = await openPeopledHub(database)
      const { account, member } = await addPerson(hub, hub.alder, 'tech')
      await renameAccount(hub, { account: account.id, name: 'Jürgen Öz', by: operator })
      await deactivateMember(hub, { member: member.id, by: operator })
      await renameAccount(hub, { account: account.id, name: 'Tess Then', by: operator })
      const find = async (then: string) => {
        const people = { members: [], accounts: [], then }
        const filter = { from: null, until: null, act: null, auditId: null, people }
        const page = { organization: hub.alder, filter, after: null, limit: 9 }
        return (await listActsOf(hub, page)).map(({ action }) => action)
      }

      for (const then of ['Jürgen Öz', 'jürgen öz', 'JÜRGEN ÖZ', 'ju\u0308rgen o\u0308z', 'gen ö']) {
        assert.deepEqual(await find(then), ['member.deactivate'], then)
      }
      for (const then of ['jürgen_öz', '%', 'Alder MSP']) assert.deepEqual(await find(then), [], then)
    })
  })
}
