import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { OpenStore } from './open-store.ts'
import { aUserLink, ISSUER, NOW } from './rows.ts'

export function testUserLinks(withStore: OpenStore): void {
  describe('user links', () => {
    it('come back as they were kept, by user and by member', () =>
      withStore(async ({ records: { userLinks } }) => {
        await userLinks.insert(aUserLink())
        assert.deepEqual(await userLinks.findOfUser('usr_1'), aUserLink())
        assert.deepEqual(await userLinks.findOfMember(aUserLink()), aUserLink())
        assert.deepEqual(await userLinks.ofTenant('ten_1'), [aUserLink()])
        assert.deepEqual(await userLinks.ofSubject(ISSUER, 'acc_1'), [aUserLink()])
        assert.deepEqual(await userLinks.ofSubject('https://other.example', 'acc_1'), [])
        assert.equal(await userLinks.findOfMember(aUserLink({ tenantId: 'ten_2' })), null)
        assert.equal(await userLinks.findOfMember(aUserLink({ organizationId: 'birch' })), null)
        assert.equal(await userLinks.findOfMember(aUserLink({ issuer: 'https://other.example' })), null)
      }))

    it('are one per user and one per member (A18)', () =>
      withStore(async ({ records: { userLinks } }) => {
        await userLinks.insert(aUserLink())
        assert.equal(await userLinks.insert(aUserLink({ subject: 'acc_2' })), false)
        assert.equal(await userLinks.insert(aUserLink({ userId: 'usr_2' })), false)
        assert.equal(await userLinks.insert(aUserLink({ userId: 'usr_2', subject: 'acc_2' })), true)
        assert.equal(await userLinks.insert(aUserLink({ userId: 'usr_3', tenantId: 'ten_2' })), true)
      }))

    it('give a member to one of many users at once (A18, T6)', () =>
      withStore(async (store, other) => {
        const inserted = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 ? store : other).transaction((records) =>
              records.userLinks.insert(aUserLink({ userId: `usr_${index}` })),
            ),
          ),
        )
        assert.equal(inserted.filter(Boolean).length, 1)
      }))

    it('are suspended with their link, hold their places, and come back on another (A23)', () =>
      withStore(async ({ records: { userLinks } }) => {
        await userLinks.insert(aUserLink())
        await userLinks.insert(aUserLink({ userId: 'usr_2', subject: 'acc_2', linkId: 'lnk_0', tenantId: 'ten_0' }))
        assert.equal(await userLinks.suspend('lnk_1'), 1)
        assert.deepEqual(await userLinks.findOfUser('usr_1'), aUserLink({ state: 'suspended', linkId: null }))
        assert.equal(await userLinks.insert(aUserLink({ userId: 'usr_3' })), false)
        assert.deepEqual(await userLinks.restore('ten_1', 'lnk_2'), [aUserLink({ linkId: 'lnk_2' })])
        assert.deepEqual(await userLinks.restore('ten_1', 'lnk_3'), [])
        assert.deepEqual(await userLinks.findOfUser('usr_1'), aUserLink({ linkId: 'lnk_2' }))
      }))

    it('of other organizations go (USERS_SAME_ORG)', () =>
      withStore(async ({ records: { userLinks } }) => {
        await userLinks.insert(aUserLink())
        await userLinks.insert(aUserLink({ userId: 'usr_2', organizationId: 'birch' }))
        await userLinks.insert(aUserLink({ userId: 'usr_3', issuer: 'https://other.example' }))
        const gone = await userLinks.deleteForeign('ten_1', ISSUER, 'alder')
        assert.deepEqual(gone.map(({ userId }) => userId).sort(), ['usr_2', 'usr_3'])
        assert.deepEqual(await userLinks.ofTenant('ten_1'), [aUserLink()])
      }))

    it('stay under the present name of a hub where a member has one under a former name, too (S6)', () =>
      withStore(async ({ records: { userLinks } }) => {
        const issuer = 'https://new.example'
        const [former, alone] = [aUserLink(), aUserLink({ userId: 'usr_3', subject: 'acc_3' })]
        const present = aUserLink({ id: 'uln_new', userId: 'usr_2', issuer })
        for (const link of [former, alone, present]) await userLinks.insert(link)
        assert.deepEqual(await userLinks.adoptIssuer(['https://older.example', ISSUER], issuer), [former])
        assert.deepEqual(await userLinks.findOfUser('usr_1'), null)
        assert.deepEqual(await userLinks.findOfUser('usr_2'), present)
        assert.deepEqual(await userLinks.findOfUser('usr_3'), { ...alone, issuer })
      }))

    it('go by user, by member and by tenant', () =>
      withStore(async ({ records: { userLinks } }) => {
        const other = aUserLink({ userId: 'usr_2', subject: 'acc_2' })
        await userLinks.insert(aUserLink())
        await userLinks.insert(other)
        assert.deepEqual(await userLinks.deleteOfUser('usr_1'), aUserLink())
        assert.equal(await userLinks.deleteOfUser('usr_1'), null)
        assert.deepEqual(await userLinks.deleteOfMember(other), other)
        assert.equal(await userLinks.deleteOfMember(other), null)
        await userLinks.insert(other)
        await userLinks.deleteOfTenant('ten_1')
        assert.deepEqual(await userLinks.ofTenant('ten_1'), [])
      }))

    it('go with a request that is newer than their proof, suspended or not, and stay with an older one', () =>
      withStore(async ({ records: { userLinks } }) => {
        const [one, other] = [aUserLink({ memberEpoch: 3 }), aUserLink({ userId: 'usr_2', subject: 'acc_2' })]
        await userLinks.insert(one)
        await userLinks.insert(other)
        assert.equal(await userLinks.deleteBelowEpoch(one, 3), null)
        assert.equal(await userLinks.deleteBelowEpoch({ ...one, tenantId: 'ten_2' }, 4), null)
        await userLinks.suspend('lnk_1')
        assert.deepEqual(await userLinks.deleteBelowEpoch(one, 4), { ...one, state: 'suspended', linkId: null })
        assert.deepEqual(await userLinks.restore('ten_1', 'lnk_2'), [{ ...other, linkId: 'lnk_2' }])
        assert.deepEqual(await userLinks.deleteBelowEpoch(other, 2), { ...other, linkId: 'lnk_2' })
      }))

    it('go once, and never with what was linked again meanwhile (UNLINK_BY_EPOCH)', () =>
      withStore(async (store, another) => {
        const [former, anew] = [aUserLink({ memberEpoch: 1 }), aUserLink({ id: 'uln_anew', memberEpoch: 2 })]
        await store.records.userLinks.insert(former)
        const relink = store.transaction(async ({ userLinks }) => {
          await userLinks.deleteOfUser(former.userId)
          await userLinks.insert(anew)
        })
        const gone = await Promise.all(
          [store, another].map((node) => node.transaction(({ userLinks }) => userLinks.deleteBelowEpoch(former, 2))),
        )
        await relink
        assert.ok(gone.filter((link) => link !== null).length <= 1)
        assert.deepEqual(await store.records.userLinks.findOfUser(former.userId), anew)
      }))

    it('remember their last use, with the names of that day (A25)', () =>
      withStore(async ({ records: { userLinks } }) => {
        await userLinks.insert(aUserLink())
        const names = { accountName: 'new@alder.example', organizationName: 'Alder & Sons' }
        // A sign-in brings more along than names; the link stays whose it is.
        const member = { ...names, subject: 'acc_other', organizationId: 'birch', linkId: null }
        await userLinks.noteUse(aUserLink().id, NOW + 1, member)
        assert.deepEqual(await userLinks.findOfUser('usr_1'), aUserLink({ ...names, lastUsedAt: NOW + 1 }))
      }))
  })
}
