import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keyTexts, namedTable, nameKeys } from '@lanyard/storage/name-keys'
import { databases, findScans, keepStatements, type TestDialect } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, operator, psaUs, connectTenant } from '../../../testing.ts'
import { eraseAccountData } from '../accounts/change-account.ts'
import { createAccount } from '../accounts/create-account.ts'
import { renameAccount } from '../accounts/rename-account.ts'
import { DAY } from '../../clock.ts'
import { type ModuleId, newId } from '../../ids.ts'
import { importAuthenticator } from '../factors/import-authenticator.ts'
import { inviteMember } from '../invitations/invite-member.ts'
import { reportUserLink } from '../../connections/user-links/report-user-link.ts'
import { addMember } from './add-member.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { countMembers, findListedMember, listMemberNames, listMembers } from './list-members.ts'
import type { MemberFilter, MemberOrder } from './listed-member.ts'
import { removeMember } from '../../connections/rights/remove-member.ts'

/** Alder with its master, a technician with a second factor, a person inactive, and an invitation. */
async function open(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const tech = await addPerson(hub, hub.alder, 'tech')
  await importAuthenticator(hub, { account: tech.account.id, secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', by: operator })
  const leaver = await addPerson(hub, hub.alder, 'leaver')
  await deactivateMember(hub, { member: leaver.member.id, by: operator })
  await inviteMember(hub, { organization: hub.alder, email: 'New.Comer@alder.example', role: 'master', by: operator })
  return { ...hub, tech, leaver }
}

for (const database of databases) {
  describe(`listMembers on ${database.name}`, () => {
    it('lists masters first and then by name, invitations among them', async () => {
      await using hub = await open(database)

      const listed = await listMembers(hub, hub.alder)

      assert.deepEqual(
        listed.map(({ account, email, role, status }) => [account?.username ?? email, role, status]),
        [
          ['master@alder.example', 'master', 'active'],
          ['New.Comer@alder.example', 'master', 'invited'],
          ['leaver@alder.example', 'member', 'inactive'],
          ['tech@alder.example', 'member', 'active'],
        ],
      )
    })

    it('finds and sorts names in any case and composition, also those that an older node wrote (FT6)', async () => {
      await using hub = await open(database)
      for (const [username, name, email] of [
        ['one', 'Ünal Demir', 'one@alder.example'],
        ['two', 'Zoe U\u0308nal', 'two@alder.example'],
        ['three', 'Uzun', 'ünal@alder.example'],
      ] as const) {
        const account = await createAccount(hub, { username, name, email, by: operator })
        await addMember(hub, { organization: hub.alder, account, role: 'member', by: operator })
      }
      await inviteMember(hub, { organization: hub.alder, email: 'Ünal@later.example', role: 'member', by: operator })
      const find = async (search: string) =>
        (await listMembers(hub, hub.alder, { search })).map(({ account, email }) => account?.name ?? email)
      const all = ['Ünal@later.example', 'Uzun', 'Ünal Demir', 'Zoe Ünal']

      const found = await find('ÜNAL')
      assert.deepEqual(found.toSorted(), all.toSorted())
      assert.deepEqual(await find('u\u0308nal'), found)
      assert.ok(
        found.indexOf('Uzun') < found.indexOf('Ünal Demir') && found.indexOf('Ünal Demir') < found.indexOf('Zoe Ünal'),
      )

      await hub.db.updateTable('accounts').set({ name_key: null, email_key: null, keys_of: null }).execute()
      await hub.db.updateTable('accounts').set({ name: 'Ünal Kaya' }).where('username', '=', 'one').execute()
      assert.deepEqual(
        (await find('ünal')).toSorted(),
        ['Ünal Kaya', 'Ünal@later.example', 'Uzun', 'Zoe Ünal'].toSorted(),
      )
      assert.equal(await countMembers(hub, hub.alder, { search: 'kaya' }), 1)
      await keyTexts(hub, namedTable('accounts'))
      assert.deepEqual(await find('ünal k'), ['Ünal Kaya'])
      assert.deepEqual(await find('demir'), [])
    })

    it('keys a name with the change of it, and nothing of an account that is deleted (FT6)', async () => {
      await using hub = await open(database)
      const { tech, leaver } = hub
      const keysOf = async ({ account }: typeof tech) =>
        hub.db
          .selectFrom('accounts')
          .select(['name_key', 'email_key', 'keys_of'])
          .where('id', '=', account.id)
          .executeTakeFirstOrThrow()

      await renameAccount(hub, { account: tech.account.id, name: 'Ömer', email: 'Ömer@alder.example', by: operator })
      await eraseAccountData(hub, leaver.account.id)

      assert.deepEqual(await keysOf(tech), nameKeys({ name: 'Ömer', email: 'Ömer@alder.example' }))
      assert.deepEqual(await keysOf(leaver), { name_key: '', email_key: '', keys_of: ' ' })
    })

    it('says who has a second factor, who is linked, and until when an invitation is good', async () => {
      await using hub = await open(database)
      const request = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const sub = hub.tech.account.id
      await reportUserLink(hub, { link: request.id, deployment: psaUs, sub, revision: 1, state: 'linked' })

      const [master, invited, , tech] = await listMembers(hub, hub.alder)

      assert.deepEqual([tech?.hasSecondFactor, tech?.linkedProducts], [true, 1])
      assert.deepEqual([master?.hasSecondFactor, master?.linkedProducts], [false, 0])
      assert.equal(invited?.invitationExpiresAt, hub.now() + 7 * DAY)
    })

    it('takes for a factor what is confirmed, for a link what stands, and for an invitation one that is open', async () => {
      await using hub = await open(database)
      const request = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const report = { link: request.id, deployment: psaUs, sub: hub.tech.account.id }
      await reportUserLink(hub, { ...report, revision: 1, state: 'linked' })
      await reportUserLink(hub, { ...report, revision: 2, state: 'unlinked' })
      await hub.db.updateTable('authenticators').set({ confirmed_at: null }).execute()
      const passkey = { id: newId('pky'), account: hub.leaver.account.id, credential_id: 'c', public_key: 'k' }
      const rest = { counter: 0, transports: '[]', synced: 0, name: null, created_at: 0, last_used_at: null } as const
      await hub.db
        .insertInto('passkeys')
        .values({ ...passkey, ...rest })
        .execute()
      const [, invited] = await listMembers(hub, hub.alder)
      assert.ok(invited)
      await hub.db.updateTable('invitations').set({ ended_at: hub.now() }).execute()

      const listed = await listMembers(hub, hub.alder)

      assert.deepEqual(
        listed.map(({ hasSecondFactor, linkedProducts }) => [hasSecondFactor, linkedProducts]),
        [
          [false, 0],
          [false, 0],
          [true, 0],
          [false, 0],
        ],
      )
      assert.deepEqual(
        listed.map(({ invitationExpiresAt }) => invitationExpiresAt),
        [null, null, null, null],
      )
      const found = await listMembers(hub, hub.alder, { secondFactor: 'set_up' })
      assert.deepEqual(
        found.map(({ id }) => id),
        [hub.leaver.member.id],
      )
    })

    it('leaves out who was removed, and finds the others by each of their names', async () => {
      await using hub = await open(database)
      await removeMember(hub, { member: hub.leaver.member.id, by: operator })

      assert.equal(await countMembers(hub, hub.alder), 3)
      assert.equal((await listMembers(hub, hub.alder)).length, 3)
      assert.equal((await listMemberNames(hub, hub.alder)).length, 4)
      assert.equal(await countMembers(hub, hub.alder, { joined: true }), 2)
      for (const username of ['tech@alder.example', 'Tech@ALDER.example'])
        assert.equal(await countMembers(hub, hub.alder, { username }), 1)
    })

    it('finds by part of a name, a username or an address, by role, status and second factor', async () => {
      await using hub = await open(database)
      const find = async (filter: MemberFilter) => {
        const found = await listMembers(hub, hub.alder, filter)
        assert.equal(await countMembers(hub, hub.alder, filter), found.length)
        return found.map(({ account, email }) => (account?.username ?? email).split('@')[0] ?? '').toSorted()
      }
      const account = await createAccount(hub, { username: 'a_b%c', name: 'Ünal 100!', email: 'u@x.org', by: operator })
      await addMember(hub, { organization: hub.alder, account, role: 'member', by: operator })

      assert.deepEqual(await find({ search: ' ALDER TE ' }), ['tech'])
      assert.deepEqual(await find({ search: 'new.comer@' }), ['New.Comer'])
      assert.deepEqual(await find({ search: 'U@X' }), ['a_b%c'])
      for (const text of ['Ünal', '%', '_', '!', '100!', 'B%C'])
        assert.deepEqual(await find({ search: text }), ['a_b%c'])
      assert.deepEqual(await find({ search: "'; drop table members" }), [])
      assert.deepEqual(await find({ status: 'invited' }), ['New.Comer'])
      assert.deepEqual(await find({ status: 'inactive' }), ['leaver'])
      assert.deepEqual(await find({ role: 'master', status: 'active' }), ['master'])
      assert.deepEqual(await find({ secondFactor: 'set_up' }), ['tech'])
      assert.deepEqual(await find({ secondFactor: 'missing' }), ['a_b%c', 'leaver', 'master'])
      assert.deepEqual(await find({ search: 'alder', secondFactor: 'missing', role: 'member' }), ['leaver'])
    })

    it('finds who is linked to no product, or not to one, and sorts either way (FX11)', async (test) => {
      await using hub = await open(database)
      const request = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const sub = hub.tech.account.id
      await reportUserLink(hub, { link: request.id, deployment: psaUs, sub, revision: 1, state: 'linked' })
      const sent = keepStatements(test)
      const find = async (filter: MemberFilter, order?: MemberOrder) => {
        const found = await listMembers(hub, hub.alder, filter, order && { order })
        assert.equal(await countMembers(hub, hub.alder, filter), found.length)
        return found.map(({ account, email }) => (account?.username ?? email).split('@')[0])
      }

      for (const notLinked of ['any', 'psa' as ModuleId] as const)
        assert.deepEqual(await find({ notLinked }), ['master', 'leaver'])
      assert.deepEqual(await find({ notLinked: 'rmm' as ModuleId }), ['master', 'leaver', 'tech'])
      assert.deepEqual(await find({ notLinked: 'any', status: 'active' }), ['master'])
      const people = ['leaver', 'master', 'New.Comer', 'tech']
      assert.deepEqual(await find({}, { by: 'address', descending: false }), people)
      assert.deepEqual(await find({}, { by: 'address', descending: true }), people.toReversed())
      assert.deepEqual((await find({}, { by: 'status', descending: true }))[0], 'New.Comer')
      assert.deepEqual(await findScans(sent, new Set(['tenant_links'])), [])
    })

    it('gives each person on one page, namesakes too', async () => {
      await using hub = await open(database)
      for (let count = 0; count < 7; count++) {
        const account = await createAccount(hub, {
          username: `twin${count}`,
          name: 'A Twin',
          email: 't@x.org',
          by: operator,
        })
        await addMember(hub, { organization: hub.alder, account, role: 'member', by: operator })
      }

      const pages = [0, 3, 6, 9].map((first) => listMembers(hub, hub.alder, {}, { first, most: 3 }))

      const ids = (await Promise.all(pages)).flat().map(({ id }) => id)
      assert.equal(ids.length, 11)
      assert.equal(new Set(ids).size, 11)
    })

    it('knows no one of another organization (T36)', async () => {
      await using hub = await open(database)

      assert.equal(await findListedMember(hub, hub.birch, hub.tech.member.id), null)
      assert.equal((await findListedMember(hub, hub.alder, hub.tech.member.id))?.id, hub.tech.member.id)
      assert.equal(await countMembers(hub, hub.birch), 1)
    })
  })
}
