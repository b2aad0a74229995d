import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { asPerson, addPerson, openPeopledHub, operator, overlap } from '../../../testing.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { countMembers, listMembers } from '../members/list-members.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { Refusal } from '../../refusal.ts'
import { getInvitation } from './find-invitation.ts'
import { inviteMember } from './invite-member.ts'
import { checkMemberRows, inviteMembers } from './invite-members.ts'
import { readMemberRows } from './read-member-rows.ts'

const mixed = readMemberRows(`email,role
new@alder.example,
boss@alder.example, ＭASTER​
TECH@alder.example,
before@alder.example,member
nobody,
NEW@alder.example,master
odd@alder.example,owner
`)
const outcomes = ['invited', 'invited', 'already_member', 'already_invited', 'email_invalid', 'twice', 'role_unknown']

for (const database of databases) {
  describe(`inviteMembers on ${database.name}`, () => {
    async function open() {
      const hub = await openPeopledHub(database)
      await addPerson(hub, hub.alder, 'tech')
      await inviteMember(hub, { organization: hub.alder, email: 'Before@alder.example', role: 'member', by: operator })
      return { ...hub, list: { organization: hub.alder, rows: mixed, by: asPerson(hub, hub.alderMaster.id) } }
    }

    it('invites everyone who can be, and says of each row what became of it', async () => {
      await using hub = await open()

      const checked = await checkMemberRows(hub, hub.list)
      assert.equal(await countMembers(hub, hub.alder), 3, 'a check changes nothing')
      const report = await inviteMembers(hub, hub.list)

      assert.deepEqual(
        report.map(({ outcome }) => outcome),
        outcomes,
      )
      assert.deepEqual(checked, report)
      const invited = await listMembers(hub, hub.alder, { status: 'invited' })
      assert.deepEqual(
        invited.map(({ email, role }) => `${email} ${role}`),
        ['boss@alder.example master', 'Before@alder.example member', 'new@alder.example member'],
      )
      const mails = await listNotices(hub)
      assert.equal(mails.length, 3)
      const mail = mails.find(({ recipient }) => recipient === 'boss@alder.example')
      const link = mail?.kind === 'invitation' ? mail.details.link : ''
      assert.equal((await getInvitation(hub, link.slice(link.lastIndexOf('/') + 1))).member.role, 'master')
    })

    it('changes nothing when the same list comes again', async () => {
      await using hub = await open()
      await inviteMembers(hub, hub.list)

      const again = await inviteMembers(hub, hub.list)

      assert.ok(again.every(({ outcome }) => outcome !== 'invited'))
      assert.equal((await listNotices(hub)).length, 3)
    })

    it('invites each person once when two masters send the list at once', async () => {
      await using hub = await open()

      const second = await overlap(
        hub,
        (node) => inviteMembers(node, hub.list),
        (node) => inviteMembers(node, hub.list),
      )

      assert.ok(second.every(({ outcome }) => outcome !== 'invited'))
      assert.equal(await countMembers(hub, hub.alder, { status: 'invited' }), 3)
    })

    it('takes as many people as come in one part, and more', async () => {
      await using hub = await open()
      const rows = Array.from({ length: 600 }, (_, index) => ({
        line: index + 2,
        email: `p${index}@a.example`,
        role: '',
      }))

      const report = await inviteMembers(hub, { ...hub.list, rows })

      assert.ok(report.every(({ outcome }, index) => outcome === 'invited' && rows[index]?.line === index + 2))
      assert.equal(await countMembers(hub, hub.alder, { status: 'invited' }), 601)
    })

    it('is refused to a master who is deactivated meanwhile', async () => {
      await using hub = await open()
      await addPerson(hub, hub.alder, 'second', 'master')

      const late = overlap(
        hub,
        (node) => deactivateMember(node, { member: hub.alderMaster.id, by: operator }),
        (node) => inviteMembers(node, hub.list),
      )

      await assert.rejects(late, (error) => error instanceof Refusal && error.code === 'not_a_master')
      assert.equal(await countMembers(hub, hub.alder, { status: 'invited' }), 1)
    })
  })
}
