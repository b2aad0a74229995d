import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { verifyChain } from '@lanyard/storage/audit-chain'
import { databases, findScans, keepStatements } from '@lanyard/storage/testing'
import { openPeopledHub, operator } from '../../../testing.ts'
import { deleteAccount } from '../../connections/rights/delete-account.ts'
import { auditSources } from '../../records/audit/audit-source.ts'
import { sealActs } from '../../records/audit/seal-acts.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { eraseNamesOfInvited } from './erase-names-of-invited.ts'
import { getInvitation } from './find-invitation.ts'
import { inviteMember, withdrawInvitation } from './invite-member.ts'

const tokenOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)
const email = 'newcomer@alder.example'
const person = {
  name: 'New Comer',
  password: 'correct horse battery',
  hubName: 'Hub',
  source: 'place',
}

for (const database of databases) {
  describe(`eraseNamesOfInvited on ${database.name}`, () => {
    it('takes the address of an invitation that no one accepted from the audit, and chains verify (FW1)', async (test) => {
      await using hub = await openPeopledHub(database)
      const invite = { role: 'member', by: operator } as const
      const withdrawn = await inviteMember(hub, { ...invite, organization: hub.alder, email })
      await withdrawInvitation(hub, { member: withdrawn.member.id, by: operator })
      const open = await inviteMember(hub, { ...invite, organization: hub.birch, email })
      const other = await inviteMember(hub, { ...invite, organization: hub.birch, email: 'other@birch.example' })
      const joined = await inviteMember(hub, { ...invite, organization: hub.alder, email: 'joined@alder.example' })
      await acceptInvitation(hub, { token: tokenOf(joined.link), ...person, username: 'joined' })
      const kept = async () => (await hub.db.selectFrom('audit_names').select('name').execute()).map(({ name }) => name)

      const sent = keepStatements(test)
      assert.equal(await eraseNamesOfInvited(hub, { called: 'joined@alder.example', by: operator }), 0)
      assert.equal(await eraseNamesOfInvited(hub, { called: email.toUpperCase(), by: operator }), 3)
      assert.equal(await eraseNamesOfInvited(hub, { called: other.member.id, by: operator }), 1)

      assert.equal(await eraseNamesOfInvited(hub, { called: email, by: operator }), 0)
      assert.deepEqual(await findScans(sent, new Set()), [])
      const names = await kept()
      for (const erased of [email, 'other@birch.example']) assert.ok(!names.includes(erased), erased)
      assert.ok(names.includes('joined@alder.example'))
      assert.equal((await getInvitation(hub, tokenOf(open.link))).organization.id, hub.birch)
      await sealActs(hub, { thorough: true })
      for (const chain of [hub.alder, hub.birch])
        assert.equal((await verifyChain(hub.db, chain, { sources: auditSources })).problem, null)
    })

    it('leaves an open invitation its address, which its withdrawal names once more (FW1)', async () => {
      await using hub = await openPeopledHub(database)
      const { member } = await inviteMember(hub, { organization: hub.alder, email, role: 'member', by: operator })
      const erase = () => eraseNamesOfInvited(hub, { called: email, by: operator })
      assert.equal(await erase(), 1)

      await withdrawInvitation(hub, { member: member.id, by: operator })

      assert.equal(await erase(), 1)
      assert.equal(await erase(), 0)
    })

    it('is a part of the deletion of an account, for the invitations of before (FW1)', async () => {
      await using hub = await openPeopledHub(database)
      const invite = { organization: hub.alder, email, role: 'member', by: operator } as const
      const withdrawn = await inviteMember(hub, invite)
      await withdrawInvitation(hub, { member: withdrawn.member.id, by: operator })
      const { link } = await inviteMember(hub, invite)
      const { account } = await acceptInvitation(hub, { token: tokenOf(link), ...person, username: 'newcomer' })

      await deleteAccount(hub, { account: account.id, by: operator })

      const kept = await hub.db.selectFrom('audit_names').select('name').where('name', '=', email).execute()
      assert.deepEqual(kept, [])
      const acts = await hub.db.selectFrom('audit').select(['action', 'audit_id']).execute()
      const ofDeletion = acts.filter(({ action }) => /^(account\.delete|invitation\.erase_names)$/.test(action))
      assert.equal(ofDeletion.length, 2)
      assert.equal(new Set(ofDeletion.map(({ audit_id: id }) => id)).size, 1)
    })
  })
}
